package io.loadtelemetry.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The system under test: a real HTTP server on a free port of the loopback interface that counts what it serves. How long
 * the n-th request of a page takes and whether it fails depends on the seed alone.
 */
final class Target implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService executor = Threads.perTask("target");
    private final long seed;
    private final Map<Page, AtomicLong> numbers = new EnumMap<>(Page.class);
    private final Map<String, Map<Integer, LongAdder>> served = new ConcurrentHashMap<>();
    private volatile String version = "1.0";

    private Target(HttpServer server, long seed) {
        this.server = server;
        this.seed = seed;
        for (Page page : Page.values()) {
            numbers.put(page, new AtomicLong());
        }
    }

    static Target start(long seed) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        Target target = new Target(server, seed);
        server.createContext("/", target::handle);
        server.setExecutor(target.executor);
        startAsDaemon(server);
        return target;
    }

    /** The server's own thread inherits whether it is a daemon from the thread that starts it. */
    private static void startAsDaemon(HttpServer server) throws IOException {
        Thread starter = Threads.daemons("target").newThread(server::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the target started");
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Something that happens beside the load: from now on the target answers with another version. */
    void deploy(String newVersion) {
        version = newVersion;
    }

    /** What was answered so far. */
    Tally served() {
        Tally tally = new Tally();
        served.forEach((endpoint, statuses) ->
                statuses.forEach((status, count) -> tally.add(endpoint, Tally.ofStatus(status), count.sum())));
        return tally;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try (InputStream body = exchange.getRequestBody()) {
                body.transferTo(OutputStream.nullOutputStream());
            }
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            Optional<Page> page = Page.of(method, path);
            if (page.isPresent()) {
                serve(exchange, page.get());
            } else {
                answer(exchange, "_OTHER", 404);
            }
        }
    }

    private void serve(HttpExchange exchange, Page page) throws IOException {
        long number = numbers.getOrDefault(page, new AtomicLong()).getAndIncrement();
        SplittableRandom random =
                new SplittableRandom(seed ^ (number << 32) ^ page.label().hashCode());
        LockSupport.parkNanos(page.latencyNanos(random.nextDouble()));
        answer(exchange, page.label(), page.fails(random.nextDouble()) ? 503 : 200);
    }

    private void answer(HttpExchange exchange, String endpoint, int status) throws IOException {
        byte[] body = ("{\"version\":\"" + version + "\",\"status\":" + status + "}").getBytes(StandardCharsets.UTF_8);
        // Before the answer, so that it is counted by the time the client has it.
        served.computeIfAbsent(endpoint, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(status, code -> new LongAdder())
                .increment();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
