package io.loadtelemetry.benchmarks.overhead;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The other side of the load in a process of its own: a target that answers what the demo's does, but at once, and a
 * receiver of OTLP that counts exports. Prints its port; ends when its standard input does.
 *
 * <p>The server's own thread does all the work: handing requests to others takes the load generator's CPU away at
 * random.
 */
final class PeerMain {

    private static final byte[] OK = body(200);
    private static final byte[] UNAVAILABLE = body(503);
    /** As the demo's checkout: 5 %. */
    private static final int FAILS_EVERY = 20;

    private final AtomicLong checkouts = new AtomicLong();
    private final AtomicLong exports = new AtomicLong();

    private PeerMain() {}

    private static byte[] body(int status) {
        return ("{\"version\":\"1.0\",\"status\":" + status + "}").getBytes(StandardCharsets.UTF_8);
    }

    public static void main(String[] args) throws IOException {
        PeerMain peer = new PeerMain();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.createContext("/", peer::target);
        server.createContext("/v1/", peer::receive);
        server.createContext("/exports", peer::exports);
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // Only the end says something.
        }
        System.exit(0);
    }

    private void target(HttpExchange exchange) throws IOException {
        boolean fails = exchange.getRequestURI().getPath().equals("/checkout")
                && checkouts.incrementAndGet() % FAILS_EVERY == 0;
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer(exchange, fails ? 503 : 200, fails ? UNAVAILABLE : OK);
    }

    private void receive(HttpExchange exchange) throws IOException {
        exports.incrementAndGet();
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        answer(exchange, 200, new byte[0]);
    }

    private void exports(HttpExchange exchange) throws IOException {
        answer(exchange, 200, String.valueOf(exports.get()).getBytes(StandardCharsets.US_ASCII));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            try (InputStream request = exchange.getRequestBody()) {
                request.transferTo(OutputStream.nullOutputStream());
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
