package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.IterationTrace;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the load tool's call through a real target to the collector: one request, one trace. */
@Timeout(120)
class TracesTest {

    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";

    /** What the load tool knows of a request. */
    private record Sent(String traceparent, boolean sampled, long start, long end) {}

    @AfterEach
    void forget() {
        System.clearProperty(ENDPOINT);
    }

    static TelemetryBuilder run(OtlpReceiver receiver) {
        System.setProperty(ENDPOINT, receiver.endpoint());
        return Telemetry.builder("peak")
                .set("telemetry.recorders", "otel")
                .set("telemetry.otel.interval", "100ms")
                .set("telemetry.otel.trace.rate.max", "100000");
    }

    static List<Span> clientSpans(OtlpReceiver receiver) {
        return receiver.spans().stream()
                .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT)
                .toList();
    }

    /** The header that leads to a span. */
    static String traceparent(Span span, boolean sampled) {
        return "00-" + hex(span.getTraceId().toByteArray()) + "-"
                + hex(span.getSpanId().toByteArray()) + (sampled ? "-01" : "-00");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream().collect(Collectors.toMap(KeyValue::getKey, TracesTest::value));
    }

    private static String value(KeyValue attribute) {
        AnyValue value = attribute.getValue();
        if (value.hasStringValue()) {
            return value.getStringValue();
        }
        return value.hasIntValue() ? String.valueOf(value.getIntValue()) : String.valueOf(value.getDoubleValue());
    }

    @Test
    void whatTheTargetSawIsTheIdOfTheExportedSpan() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                TracedTarget target = new TracedTarget(receiver.endpoint())) {
            List<Sent> sent;
            try (Telemetry telemetry = run(receiver)
                    .set("telemetry.otel.trace.ratio", "0.3")
                    .set("telemetry.otel.trace.keep", "none")
                    .start()) {
                sent = load(telemetry, target, 4, 250);
            }
            target.flush();

            assertThat(target.traceparents())
                    .containsExactlyInAnyOrderElementsOf(
                            sent.stream().map(Sent::traceparent).toList());
            assertThat(sent).allMatch(each -> each.traceparent().endsWith(each.sampled() ? "-01" : "-00"));
            Map<String, Sent> sampled =
                    sent.stream().filter(Sent::sampled).collect(Collectors.toMap(Sent::traceparent, each -> each));
            // Six standard deviations of a fair choice.
            assertThat(sampled.size()).isBetween(300 - 87, 300 + 87);
            List<Span> spans = clientSpans(receiver);
            assertThat(spans)
                    .extracting(span -> traceparent(span, true))
                    .containsExactlyInAnyOrderElementsOf(sampled.keySet());
            assertThat(spans).allSatisfy(span -> {
                Sent request = Objects.requireNonNull(sampled.get(traceparent(span, true)));
                assertThat(span.getStartTimeUnixNano()).isEqualTo(request.start());
                assertThat(span.getEndTimeUnixNano()).isEqualTo(request.end());
                assertThat(span.getName()).isEqualTo("GET /cart");
                assertThat(attributes(span))
                        .containsEntry("http.request.method", "GET")
                        .containsEntry("url.template", "/cart")
                        .containsEntry("loadtest.request.name", "/cart")
                        .containsEntry("loadtest.scenario", "buy")
                        .containsEntry("http.response.status_code", "200")
                        .containsEntry("loadtest.sampling.reason", "head");
            });
            assertThat(receiver.spans())
                    .filteredOn(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                    .extracting(span -> hex(span.getTraceId().toByteArray()) + "-"
                            + hex(span.getParentSpanId().toByteArray()))
                    .containsExactlyInAnyOrderElementsOf(sampled.keySet().stream()
                            .map(header -> header.substring(3, 52))
                            .toList());
            assertThat(receiver.problems()).isEmpty();
        }
    }

    private static List<Sent> load(Telemetry telemetry, TracedTarget target, int threads, int each) throws Exception {
        RequestRecorder cart = telemetry.request(Endpoint.of("GET", "/cart").withScenario("buy"));
        HttpClient client = HttpClient.newHttpClient();
        Queue<Sent> sent = new ConcurrentLinkedQueue<>();
        ExecutorService users = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                ends.add(users.submit(() -> {
                    RequestTrace trace = telemetry.trace();
                    for (int n = 0; n < each; n++) {
                        trace.begin();
                        String header = trace.traceparent();
                        HttpRequest request = HttpRequest.newBuilder(URI.create(target.uri()))
                                .header("traceparent", header)
                                .build();
                        long start = telemetry.now();
                        int status =
                                client.send(request, BodyHandlers.discarding()).statusCode();
                        long end = telemetry.now();
                        cart.record(trace, start, start, end, status, null, 0, 0);
                        sent.add(new Sent(header, trace.sampled(), start, end));
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            users.shutdownNow();
        }
        return List.copyOf(sent);
    }

    @Test
    void aSpanTheApplicationMadeCurrentIsJoined() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                TracedTarget target = new TracedTarget(receiver.endpoint())) {
            io.opentelemetry.api.trace.Span own =
                    target.tracer().spanBuilder("user journey").startSpan();
            try (Telemetry telemetry =
                    run(receiver).set("telemetry.otel.trace.ratio", "0.000001").start()) {
                RequestTrace trace = telemetry.trace();
                RequestRecorder cart = telemetry.request("GET", "/cart");
                try (Scope scope = own.makeCurrent()) {
                    assertThat(scope).isNotNull();
                    trace.begin();
                    assertThat(trace.sampled()).isTrue();
                    assertThat(trace.traceId()).isEqualTo(own.getSpanContext().getTraceId());
                    cart.success(trace, 1_000, 2_000, 10);
                    assertThat(io.opentelemetry.api.trace.Span.current()).isSameAs(own);
                }
                trace.begin();
                assertThat(trace.traceId()).isNotEqualTo(own.getSpanContext().getTraceId());
            }

            assertThat(clientSpans(receiver)).singleElement().satisfies(span -> {
                assertThat(hex(span.getTraceId().toByteArray()))
                        .isEqualTo(own.getSpanContext().getTraceId());
                assertThat(hex(span.getParentSpanId().toByteArray()))
                        .isEqualTo(own.getSpanContext().getSpanId());
            });
        }
    }

    @Test
    void theSdkOfTheApplicationStaysTheGlobalOne() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start();
                TracedTarget target = new TracedTarget(receiver.endpoint())) {
            OpenTelemetrySdk application = OpenTelemetrySdk.builder()
                    .setTracerProvider(target.provider())
                    .build();
            GlobalOpenTelemetry.resetForTest();
            GlobalOpenTelemetry.set(application);
            OpenTelemetry before = GlobalOpenTelemetry.get();
            try (Telemetry telemetry =
                    run(receiver).set("telemetry.otel.trace.ratio", "1").start()) {
                RequestTrace trace = telemetry.trace();
                trace.begin();
                telemetry.request("GET", "/cart").success(trace, 1_000, 2_000, 10);
                GlobalOpenTelemetry.getTracer("application")
                        .spanBuilder("own")
                        .startSpan()
                        .end();
            } finally {
                assertThat(GlobalOpenTelemetry.get()).isSameAs(before);
                GlobalOpenTelemetry.resetForTest();
            }
            target.flush();

            assertThat(receiver.spans()).extracting(Span::getName).containsExactlyInAnyOrder("GET /cart", "own");
        }
    }

    @Test
    void withoutOurHelpTheGlobalInstanceStaysUnset() throws Exception {
        GlobalOpenTelemetry.resetForTest();
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            try (Telemetry telemetry =
                    run(receiver).set("telemetry.otel.trace.ratio", "1").start()) {
                RequestTrace trace = telemetry.trace();
                trace.begin();
                telemetry.request("GET", "/cart").success(trace, 1_000, 2_000, 10);
            }
            OpenTelemetry mine = OpenTelemetry.noop();
            GlobalOpenTelemetry.set(mine); // Would throw if somebody had set it.
        } finally {
            GlobalOpenTelemetry.resetForTest();
        }
    }

    @Test
    void anIterationIsTheParentOfItsRequests() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            try (Telemetry telemetry =
                    run(receiver).set("telemetry.otel.trace.ratio", "1").start()) {
                IterationRecorder checkout = telemetry.iteration("checkout");
                IterationTrace iteration = checkout.trace();
                RequestTrace request = iteration.request();
                iteration.begin();
                for (int i = 0; i < 3; i++) {
                    request.begin();
                    telemetry.request("GET", "/cart").success(request, 1_000 + i, 2_000, 10);
                }
                checkout.record(iteration, 1_000, 9_000);
            }

            Span parent = receiver.spans().stream()
                    .filter(span -> span.getName().equals("checkout"))
                    .findFirst()
                    .orElseThrow();
            assertThat(parent.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
            assertThat(parent.getStartTimeUnixNano()).isEqualTo(1_000);
            assertThat(parent.getEndTimeUnixNano()).isEqualTo(9_000);
            assertThat(clientSpans(receiver)).hasSize(3).allSatisfy(span -> {
                assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanId());
                assertThat(span.getTraceId()).isEqualTo(parent.getTraceId());
            });
        }
    }

    @Test
    void aFailedRequestIsKeptWithItsIteration() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            String failed;
            try (Telemetry telemetry = run(receiver)
                    .set("telemetry.otel.trace.ratio", "0")
                    .set("telemetry.otel.trace.keep", "failed")
                    .start()) {
                IterationRecorder checkout = telemetry.iteration("checkout");
                IterationTrace iteration = checkout.trace();
                RequestTrace request = iteration.request();
                RequestRecorder cart = telemetry.request("GET", "/cart");
                iteration.begin();
                request.begin();
                cart.success(request, 1_000, 2_000, 10);
                checkout.record(iteration, 1_000, 9_000);
                iteration.begin();
                request.begin();
                failed = request.traceparent();
                cart.record(request, 1_000, 1_500, 2_000, 503, "503", 4, 5);
                checkout.record(iteration, 1_000, 9_000);
            }

            assertThat(failed).endsWith("-00");
            Span span = clientSpans(receiver).get(0);
            assertThat(receiver.spans()).hasSize(2);
            assertThat(traceparent(span, false)).isEqualTo(failed);
            assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(attributes(span))
                    .containsEntry("error.type", "503")
                    .containsEntry("http.response.status_code", "503")
                    .containsEntry("loadtest.request.response_time", "1.0E-6")
                    .containsEntry("loadtest.sampling.reason", "failed");
            assertThat(receiver.spans())
                    .filteredOn(each -> each.getName().equals("checkout"))
                    .singleElement()
                    .satisfies(parent -> {
                        assertThat(parent.getSpanId()).isEqualTo(span.getParentSpanId());
                        assertThat(attributes(parent)).containsEntry("loadtest.sampling.reason", "request");
                    });
        }
    }

    @Test
    void slowRequestsAreKept() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            try (Telemetry telemetry = run(receiver)
                    .set("telemetry.otel.trace.ratio", "0")
                    .set("telemetry.otel.trace.keep", "slow")
                    .set("telemetry.otel.trace.slow", "500ms")
                    .start()) {
                RequestRecorder cart = telemetry.request("GET", "/cart");
                for (int millis = 1; millis <= 1000; millis++) {
                    cart.success(0, millis * 1_000_000L);
                }
            }

            assertThat(clientSpans(receiver)).hasSize(500).allSatisfy(span -> {
                assertThat(span.getEndTimeUnixNano()).isGreaterThan(500_000_000L);
                assertThat(attributes(span)).containsEntry("loadtest.sampling.reason", "slow");
            });
        }
    }

    @Test
    void slowIsWhatIsAboveTheRunningPercentileOfItsEndpoint() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            try (Telemetry telemetry = run(receiver)
                    .set("telemetry.otel.trace.ratio", "0")
                    .set("telemetry.otel.trace.keep", "slow")
                    .set("telemetry.stats.interval", "200ms")
                    .start()) {
                RequestRecorder fast = telemetry.request("GET", "/fast");
                RequestRecorder slow = telemetry.request("GET", "/slow");
                for (int i = 0; i < 1_000; i++) {
                    fast.success(0, 1_000_000);
                    slow.success(0, 400_000_000);
                }
                // Until the statistics of an interval have come by.
                Thread.sleep(1_000);
                for (int i = 0; i < 5; i++) {
                    fast.success(0, 1_000_000);
                    fast.success(0, 300_000_000);
                    slow.success(0, 400_000_000);
                }
            }

            assertThat(clientSpans(receiver)).hasSize(5).allSatisfy(span -> {
                assertThat(span.getName()).isEqualTo("GET /fast");
                assertThat(span.getEndTimeUnixNano()).isEqualTo(300_000_000L);
            });
        }
    }

    @Test
    void withARatioOfZeroThereIsNothingToSend() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            try (Telemetry telemetry =
                    run(receiver).set("telemetry.otel.trace.ratio", "0").start()) {
                RequestTrace trace = telemetry.trace();
                trace.begin();
                assertThat(trace.traceparent()).isEmpty();
                telemetry.request("GET", "/cart").failure(trace, 1, 2, "500", 3);
            }

            assertThat(receiver.spans()).isEmpty();
        }
    }
}
