package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of spans that a real SDK exported. */
@Timeout(60)
class TraceReportTest {

    private static final long START = 1_767_323_045_000_000_000L;

    @Test
    void theTreeIsThatOfTheSlowestRequestWithTheTargetsSpanBelow() throws Exception {
        try (OtlpSink sink = OtlpSink.start()) {
            try (SdkTracerProvider provider = provider(sink.endpoint())) {
                Tracer tracer = provider.get("test");
                Span iteration = span(tracer, null, SpanKind.INTERNAL, "browse", 0);
                Span home = span(tracer, iteration, SpanKind.CLIENT, "GET /", 1);
                end(span(tracer, home, SpanKind.SERVER, "GET /", 2), 4);
                end(home, 5);
                Span search = span(tracer, iteration, SpanKind.CLIENT, "GET /search", 10);
                end(span(tracer, search, SpanKind.SERVER, "GET /search", 12), 400);
                end(search.setAttribute("error.type", "503"), 410);
                end(iteration, 420);
                // Slower, but kept at its end: nothing of it is to be seen on the other side.
                Span alone = span(tracer, null, SpanKind.CLIENT, "GET /slow", 0);
                end(alone.setAttribute("loadtest.sampling.reason", "slow"), 2000);
            }

            SampledHeaders announced = new SampledHeaders();
            announced.add(TraceContext.of(1, 2, 3, 0, true));
            List<String> lines = new TraceReport(sink).lines("1", true, announced, 0);

            assertThat(lines)
                    .contains(
                            "spans        3 of requests, 1 of iterations, 2 of the target",
                            "traces       2, client and server joined in 1",
                            "announced    1 requests reached the target as sampled, 1 lack their span",
                            "kept at end  slow 1 (announced as not sampled)",
                            "exemplars    none")
                    .endsWith(
                            "                                        from ms  took ms",
                            "  iteration browse                         0.00    420.0",
                            "    client GET /                           1.00     4.00",
                            "      server GET /                         2.00     2.00",
                            "    client GET /search                     10.0    400.0 503 <-",
                            "      server GET /search                   12.0    388.0");
            assertThat(lines)
                    .anyMatch(line -> line.equals("Slowest request seen on both sides: GET /search, 400.0 ms"));
            assertThat(lines).allMatch(line -> line.length() <= 77);
        }
    }

    @Test
    void withoutSpansOneLineSaysSo() throws Exception {
        try (OtlpSink sink = OtlpSink.start()) {
            assertThat(new TraceReport(sink).lines("0.0", false, null, 0))
                    .containsExactly("none: the share of traced iterations is 0 (--trace-ratio)");
            assertThat(new TraceReport(sink).lines("0.05", false, null, 0))
                    .containsExactly("no spans came, with a share of " + "traced iterations of 0.05");
        }
    }

    private static SdkTracerProvider provider(String collector) {
        return SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(collector + "/v1/traces")
                                .build())
                        .build())
                .build();
    }

    private static Span span(Tracer tracer, @Nullable Span parent, SpanKind kind, String name, long millis) {
        return tracer.spanBuilder(name)
                .setParent(parent == null ? Context.root() : Context.root().with(parent))
                .setSpanKind(kind)
                .setStartTimestamp(START + millis * 1_000_000, TimeUnit.NANOSECONDS)
                .startSpan();
    }

    private static void end(Span span, long millis) {
        span.end(START + millis * 1_000_000, TimeUnit.NANOSECONDS);
    }
}
