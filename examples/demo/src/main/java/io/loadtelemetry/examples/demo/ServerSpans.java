package io.loadtelemetry.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What makes the target an instrumented server, as a real system under test would be: an OpenTelemetry SDK of its own, not
 * the global one, that makes a span of every request whose client says so.
 */
final class ServerSpans implements AutoCloseable {

    static final String SERVICE = "demo-target";

    /** A request that is being served. */
    @FunctionalInterface
    interface Serving {
        void end(int status);
    }

    /** Of a server that is not instrumented. */
    static final Serving NONE = status -> {};

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

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private boolean closed;

    private ServerSpans(SdkTracerProvider provider) {
        this.provider = provider;
        tracer = provider.get(SERVICE);
    }

    /** To the collector at this base URL. */
    static ServerSpans start(String collector) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector + "/v1/traces")
                .build();
        return new ServerSpans(SdkTracerProvider.builder()
                .setResource(Resource.create(
                        Attributes.builder().put("service.name", SERVICE).build()))
                .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(50_000)
                        .build())
                .build());
    }

    /** A span below that of the client. */
    Serving begin(HttpExchange exchange, String route) {
        String method = exchange.getRequestMethod();
        Span span = tracer.spanBuilder(method + " " + route)
                .setSpanKind(SpanKind.SERVER)
                .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), exchange, HEADERS))
                .setAttribute("http.request.method", method)
                .setAttribute("http.route", route)
                .setAttribute("url.path", exchange.getRequestURI().getPath())
                .startSpan();
        return status -> {
            span.setAttribute("http.response.status_code", status);
            if (status >= 500) {
                span.setStatus(StatusCode.ERROR);
                span.setAttribute("error.type", String.valueOf(status));
            }
            span.end();
        };
    }

    /** Exports what is left. Idempotent; not thread-safe. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        provider.shutdown().join(10, TimeUnit.SECONDS);
    }
}
