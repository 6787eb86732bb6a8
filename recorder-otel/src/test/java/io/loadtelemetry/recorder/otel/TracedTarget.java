package io.loadtelemetry.recorder.otel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A system under test that is instrumented with an OpenTelemetry SDK of its own, as applications are. */
final class TracedTarget implements AutoCloseable {

    static final String SERVICE = "shop";

    private static final TextMapGetter<HttpExchange> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpExchange exchange) {
            return exchange.getRequestHeaders().keySet();
        }

        @Override
        public @Nullable String get(@Nullable HttpExchange exchange, String key) {
            return exchange == null ? null : exchange.getRequestHeaders().getFirst(key);
        }
    };

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final Queue<String> traceparents = new ConcurrentLinkedQueue<>();

    TracedTarget(String collector) throws IOException {
        provider = SdkTracerProvider.builder()
                .setResource(Resource.create(
                        Attributes.builder().put("service.name", SERVICE).build()))
                .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(collector + "/v1/traces")
                                .build())
                        .setMaxQueueSize(100_000)
                        .build())
                .build();
        tracer = provider.get("shop");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String header = exchange.getRequestHeaders().getFirst("traceparent");
            traceparents.add(header == null ? "" : header);
            Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), exchange, HEADERS);
            Span span = tracer.spanBuilder("GET /cart")
                    .setSpanKind(SpanKind.SERVER)
                    .setParent(parent)
                    .startSpan();
            exchange.sendResponseHeaders(200, -1);
            span.end();
        }
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/cart";
    }

    Tracer tracer() {
        return tracer;
    }

    SdkTracerProvider provider() {
        return provider;
    }

    /** What was sent as {@code traceparent}, empty where nothing was. */
    List<String> traceparents() {
        return List.copyOf(traceparents);
    }

    void flush() {
        provider.forceFlush().join(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        provider.close();
    }
}
