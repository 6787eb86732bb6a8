package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.testkit.OtlpPoint;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.OtlpResponse;
import io.loadtelemetry.testkit.OtlpSignal;
import io.loadtelemetry.testkit.RecorderHarness;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every request is in the books of the spans once, whatever became of it. */
@Timeout(120)
class SpanBooksTest {

    private static final int REQUESTS = 30_000;

    @AfterEach
    void forget() {
        System.clearProperty("otel.exporter.otlp.endpoint");
    }

    /** What became of the spans, by outcome and reason. */
    private static Map<String, Long> books(OtlpReceiver receiver) {
        Map<String, Long> books = new TreeMap<>();
        for (OtlpPoint point : receiver.points("loadtest.recorder.spans")) {
            String reason = point.attributes().get("reason");
            String outcome = point.attributes().get("outcome");
            books.put(reason == null ? outcome : outcome + " " + reason, (long) point.value());
        }
        return books;
    }

    private static long sum(Map<String, Long> books) {
        return books.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Every tenth fails. The recorder is there before: one thread's part of the ring would not last until it is. */
    private static void load(Telemetry telemetry, OtlpReceiver receiver, int count) throws InterruptedException {
        receiver.await("first export", each -> !each.metricRequests().isEmpty(), Duration.ofSeconds(20));
        RequestRecorder cart = telemetry.request("GET", "/cart");
        RequestTrace trace = telemetry.trace();
        for (int i = 0; i < count; i++) {
            trace.begin();
            cart.record(trace, -1, i, i + 1_000, 200, i % 10 == 0 ? "500" : null, 0, 0);
            if (i % 100 == 0) {
                LockSupport.parkNanos(1_000_000); // The lane is to lose nothing.
            }
        }
    }

    private static void assertComplete(OtlpReceiver receiver, Map<String, Long> books, long requests) {
        assertThat(sum(books)).as(books.toString()).isEqualTo(requests);
        // A batch the collector did not answer before the end of the run may have arrived all the same.
        long exported = books.getOrDefault("exported", 0L);
        assertThat((long) TracesTest.clientSpans(receiver).size())
                .isBetween(exported, exported + books.getOrDefault("dropped export_failed", 0L));
        assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(requests);
    }

    @Test
    void whatTheRatioLeavesOutIsCounted() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            try (Telemetry telemetry = TracesTest.run(receiver)
                    .set("telemetry.otel.trace.ratio", "0.1")
                    .set("telemetry.otel.trace.keep", "none")
                    .start()) {
                load(telemetry, receiver, REQUESTS);
            }
            Map<String, Long> books = books(receiver);
            assertThat(books).containsOnlyKeys("exported", "not_sampled ratio");
            assertComplete(receiver, books, REQUESTS);
        }
    }

    @Test
    void theCapHoldsAndWhatIsBeyondItIsCounted() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            long nanos;
            try (Telemetry telemetry = TracesTest.run(receiver)
                    .set("telemetry.otel.trace.ratio", "1")
                    .set("telemetry.otel.trace.rate.max", "1000")
                    .start()) {
                long start = telemetry.now();
                load(telemetry, receiver, REQUESTS);
                nanos = telemetry.now() - start;
            }
            Map<String, Long> books = books(receiver);
            assertThat(books).containsOnlyKeys("exported", "not_sampled rate");
            assertComplete(receiver, books, REQUESTS);
            // The lane decides on failed ones for a moment longer.
            assertThat(books.getOrDefault("exported", 0L)).isLessThanOrEqualTo(1_100 + nanos / 1_000_000 + 1_000);
            assertThat(TracesTest.clientSpans(receiver))
                    .extracting(span -> TracesTest.attributes(span).get("loadtest.sampling.reason"))
                    .contains("head", "failed");
        }
    }

    @Test
    void aCollectorThatIsTooSlowLosesSpansButNoMetrics() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            receiver.respond(request -> request.signal() == OtlpSignal.TRACES
                    ? OtlpResponse.ok().after(Duration.ofMillis(300))
                    : OtlpResponse.ok());
            try (Telemetry telemetry = TracesTest.run(receiver)
                    .set("telemetry.otel.trace.ratio", "1")
                    .start()) {
                load(telemetry, receiver, REQUESTS);
            }
            Map<String, Long> books = books(receiver);
            assertThat(books).containsKeys("exported", "dropped queue_full");
            assertComplete(receiver, books, REQUESTS);
        }
    }

    @Test
    void aCollectorThatFailsOnTracesLosesThemAlone() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            receiver.respond(
                    request -> request.signal() == OtlpSignal.TRACES ? OtlpResponse.status(500) : OtlpResponse.ok());
            try (Telemetry telemetry = TracesTest.run(receiver)
                    .set("telemetry.otel.trace.ratio", "1")
                    .start()) {
                load(telemetry, receiver, 1_000);
            }
            Map<String, Long> books = books(receiver);
            assertThat(books).containsOnlyKeys("dropped export_failed");
            assertThat(sum(books)).isEqualTo(1_000);
            assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(1_000);
            assertThat(ExemplarsTest.exemplars(receiver)).isEmpty();
        }
    }

    @Test
    void aCollectorThatTakesNoTracesEndsThem() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            receiver.respond(
                    request -> request.signal() == OtlpSignal.TRACES ? OtlpResponse.status(404) : OtlpResponse.ok());
            long begun = 0;
            try (Telemetry telemetry = TracesTest.run(receiver)
                    .set("telemetry.otel.trace.ratio", "1")
                    .start()) {
                RequestTrace trace = telemetry.trace();
                RequestRecorder cart = telemetry.request("GET", "/cart");
                trace.begin();
                assertThat(trace.isValid()).isTrue();
                long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                while (trace.isValid() && System.nanoTime() < deadline) {
                    cart.success(trace, 1, 2, 3);
                    begun++;
                    LockSupport.parkNanos(1_000_000);
                    trace.begin();
                }
                assertThat(trace.traceparent()).isEmpty();
                cart.success(trace, 1, 2, 3);
                begun++;
            }
            Map<String, Long> books = books(receiver);
            assertThat(books).containsOnlyKeys("dropped not_supported");
            assertThat(sum(books)).isEqualTo(begun);
            assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(begun);
        }
    }

    @Test
    void whatWasPromisedAndNeverRecordedIsCounted() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            try (Telemetry telemetry = TracesTest.run(receiver)
                    .set("telemetry.otel.trace.ratio", "1")
                    .start()) {
                RequestTrace trace = telemetry.trace();
                for (int i = 0; i < 5; i++) {
                    trace.begin();
                }
                telemetry.request("GET", "/cart").success(trace, 1, 2, 3);
            }
            assertThat(books(receiver)).isEqualTo(Map.of("exported", 1L, "dropped not_recorded", 4L));
        }
    }

    @Test
    void aFullQueueIsToldOf() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            receiver.respond(request -> request.signal() == OtlpSignal.TRACES
                    ? OtlpResponse.ok().after(Duration.ofSeconds(20))
                    : OtlpResponse.ok());
            RecorderHarness harness = OtelRun.to(receiver)
                    .option("trace.ratio", "1")
                    .option("trace.rate.max", "100000")
                    .start();
            try (harness) {
                for (int i = 0; i < 5_000; i++) {
                    harness.record(Requests.success(Endpoint.of("GET", "/cart"), 0, 1));
                }
                harness.tick();
            }
            long full = books(receiver).getOrDefault("dropped queue_full", 0L);
            assertThat(full).isPositive();
            assertThat(harness.warnings())
                    .anySatisfy(warning ->
                            assertThat(warning).contains("takes spans slower than they come", "lost so far: " + full));
        }
    }
}
