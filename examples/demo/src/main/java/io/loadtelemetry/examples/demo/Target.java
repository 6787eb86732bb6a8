package io.loadtelemetry.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.loadtelemetry.api.TraceContext;
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
import org.jspecify.annotations.Nullable;

/**
 * The system under test: a real HTTP server on a free port of the loopback interface that counts what it serves. How long
 * the n-th request of a page takes and whether it fails depends on the seed alone.
 */
final class Target implements AutoCloseable {

    /** Names the worker that sends a request, so that it is known what each was served. */
    static final String WORKER_HEADER = "X-Load-Worker";

    private static final String NO_WORKER = "";

    private final HttpServer server;
    private final ExecutorService executor = Threads.perTask("target");
    private final long seed;
    private final Map<Page, AtomicLong> numbers = new EnumMap<>(Page.class);
    /** By worker, endpoint and status. */
    private final Map<String, Map<String, Map<Integer, LongAdder>>> served = new ConcurrentHashMap<>();

    private final SampledHeaders sampled = new SampledHeaders();
    private volatile @Nullable ServerSpans spans;
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

    /** From now on a span is made of every request whose client asks for one. */
    void instrument(ServerSpans serverSpans) {
        spans = serverSpans;
    }

    /** The spans of clients that were announced as sampled. */
    SampledHeaders sampled() {
        return sampled;
    }

    /** Something that happens beside the load: from now on the target answers with another version. */
    void deploy(String newVersion) {
        version = newVersion;
    }

    /** What was answered so far. */
    Tally served() {
        Tally tally = new Tally();
        served.keySet().forEach(worker -> add(worker, tally));
        return tally;
    }

    /** What was answered to one worker so far. */
    Tally served(String worker) {
        Tally tally = new Tally();
        add(worker, tally);
        return tally;
    }

    private void add(String worker, Tally tally) {
        served.getOrDefault(worker, Map.of())
                .forEach((endpoint, statuses) ->
                        statuses.forEach((status, count) -> tally.add(endpoint, Tally.ofStatus(status), count.sum())));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try (InputStream body = exchange.getRequestBody()) {
                body.transferTo(OutputStream.nullOutputStream());
            }
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            Optional<Page> page = Page.of(method, path);
            trace(exchange);
            ServerSpans.Serving span = span(exchange, page.map(Page::template).orElse("_OTHER"));
            if (page.isPresent()) {
                serve(exchange, page.get(), span);
            } else {
                answer(exchange, "_OTHER", 404, span);
            }
        }
    }

    /** Answers with the trace the request belongs to, in the header of the W3C's draft "Trace Context Level 3". */
    private void trace(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("traceparent");
        if (header == null) {
            return;
        }
        TraceContext client = TraceContext.ofTraceparent(header);
        if (client.isValid()) {
            sampled.add(client);
            exchange.getResponseHeaders().set("traceresponse", client.traceparent());
        }
    }

    private ServerSpans.Serving span(HttpExchange exchange, String route) {
        ServerSpans serverSpans = spans;
        return serverSpans == null ? ServerSpans.NONE : serverSpans.begin(exchange, route);
    }

    private void serve(HttpExchange exchange, Page page, ServerSpans.Serving span) throws IOException {
        long number = numbers.getOrDefault(page, new AtomicLong()).getAndIncrement();
        SplittableRandom random =
                new SplittableRandom(seed ^ (number << 32) ^ page.label().hashCode());
        LockSupport.parkNanos(page.latencyNanos(random.nextDouble()));
        answer(exchange, page.label(), page.fails(random.nextDouble()) ? 503 : 200, span);
    }

    private void answer(HttpExchange exchange, String endpoint, int status, ServerSpans.Serving span)
            throws IOException {
        byte[] body = ("{\"version\":\"" + version + "\",\"status\":" + status + "}").getBytes(StandardCharsets.UTF_8);
        // Before the answer, so that it is counted by the time the client has it.
        String worker = exchange.getRequestHeaders().getFirst(WORKER_HEADER);
        served.computeIfAbsent(worker == null ? NO_WORKER : worker, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(endpoint, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(status, code -> new LongAdder())
                .increment();
        span.end(status);
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
