package io.loadtelemetry.channel.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.loadtelemetry.api.MergeResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Answers one request to a master, whatever it is. Without the token nothing but headers is read. */
final class MasterHandler implements HttpHandler {

    static final String RUN_PATH = "/v1/run";
    static final String SNAPSHOTS_PATH = "/v1/snapshots";
    /** The header that says what became of a snapshot. */
    static final String RESULT = "Load-Telemetry-Result";

    static final String MERGED = "merged";
    static final String DUPLICATE = "duplicate";
    /** What the core reads at most. */
    static final int MOST_BYTES = 8 << 20;

    private final Token token;
    private final byte[] identity;
    private final Function<byte[], MergeResult> master;

    MasterHandler(Token token, byte[] identity, Function<byte[], MergeResult> master) {
        this.token = token;
        this.identity = identity;
        this.master = master;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean run = RUN_PATH.equals(path);
        String allowed = run ? "GET" : "POST";
        if (!token.isIn(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            reply(exchange, 401, "the token is missing or wrong");
        } else if (!run && !SNAPSHOTS_PATH.equals(path)) {
            reply(exchange, 404, "there are " + RUN_PATH + " and " + SNAPSHOTS_PATH);
        } else if (!exchange.getRequestMethod().equals(allowed)) {
            exchange.getResponseHeaders().set("Allow", allowed);
            reply(exchange, 405, "allowed is " + allowed);
        } else if (run) {
            reply(exchange, 200, identity);
        } else {
            take(exchange);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] snapshot = declaresTooMuch(exchange)
                ? new byte[MOST_BYTES + 1]
                : exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (snapshot.length > MOST_BYTES) {
            reply(exchange, 413, "a snapshot has at most " + MOST_BYTES + " bytes");
            return;
        }
        MergeResult result = master.apply(snapshot);
        switch (result.outcome()) {
            case MERGED -> taken(exchange, MERGED);
            case DUPLICATE -> taken(exchange, DUPLICATE);
            case LATER -> reply(exchange, 409, result.reason());
            case REFUSED -> reply(exchange, 422, result.reason());
        }
    }

    private static boolean declaresTooMuch(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        try {
            return length != null && Long.parseLong(length) > MOST_BYTES;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /**
     * Without a body: the JDK's server sends one apart from the headers, and on a connection on which the client delays its
     * acknowledgements (RFC 1122, 4.2.3.2) that costs 40 ms for each snapshot.
     */
    private static void taken(HttpExchange exchange, String result) throws IOException {
        exchange.getResponseHeaders().set(RESULT, result);
        exchange.sendResponseHeaders(200, -1);
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        reply(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        if (status != 200) {
            // What was not read of the body is not waited for.
            exchange.getResponseHeaders().set("Connection", "close");
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        // Newer JDKs hold it back until what was not read of the request has come, which may be never.
        exchange.getResponseBody().flush();
    }
}
