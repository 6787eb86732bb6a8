package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.IterationTrace;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every exemplar leads to a span that was exported, and is that request's time. */
@Timeout(60)
class ExemplarsTest {

    /** An exemplar and the metric it is in. */
    record Received(String metric, Exemplar exemplar) {}

    @AfterEach
    void forget() {
        System.clearProperty("otel.exporter.otlp.endpoint");
        System.clearProperty("otel.exporter.otlp.metrics.temporality.preference");
    }

    static List<Received> exemplars(OtlpReceiver receiver) {
        return receiver.metricRequests().stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .flatMap(each -> each.getScopeMetricsList().stream())
                .flatMap(each -> each.getMetricsList().stream())
                .flatMap(metric -> of(metric).map(exemplar -> new Received(metric.getName(), exemplar)))
                .toList();
    }

    private static Stream<Exemplar> of(Metric metric) {
        return Stream.concat(
                metric.getExponentialHistogram().getDataPointsList().stream()
                        .flatMap(point -> point.getExemplarsList().stream()),
                metric.getHistogram().getDataPointsList().stream().flatMap(point -> point.getExemplarsList().stream()));
    }

    @ParameterizedTest
    @CsvSource({
        "loadtest, exponential, cumulative",
        "loadtest, explicit, cumulative",
        "loadtest, exponential, delta",
        "locust, explicit, cumulative"
    })
    void everyOneLeadsToASpanAndIsItsTime(String naming, String histogram, String temporality) throws Exception {
        System.setProperty("otel.exporter.otlp.metrics.temporality.preference", temporality);
        double unit = naming.equals("locust") ? 1e6 : 1e9;
        long longest;
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            try (Telemetry telemetry = TracesTest.run(receiver)
                    .set("telemetry.otel.trace.ratio", "0.5")
                    .set("telemetry.otel.trace.keep", "failed")
                    .set("telemetry.otel.naming", naming)
                    .set("telemetry.otel.histogram", histogram)
                    .start()) {
                longest = load(telemetry);
            }

            Map<String, Span> spans = receiver.spans().stream()
                    .collect(Collectors.toMap(span -> key(span.getTraceId(), span.getSpanId()), Function.identity()));
            List<Received> received = exemplars(receiver);
            assertThat(received).allSatisfy(each -> {
                Exemplar exemplar = each.exemplar();
                Span span = Objects.requireNonNull(spans.get(key(exemplar.getTraceId(), exemplar.getSpanId())));
                double value = each.metric().equals(RequestInstruments.RESPONSE_TIME)
                        ? Double.parseDouble(Objects.requireNonNull(
                                TracesTest.attributes(span).get(RequestInstruments.RESPONSE_TIME)))
                        : (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / unit;
                assertThat(exemplar.getAsDouble()).isEqualTo(value);
                assertThat(exemplar.getTimeUnixNano()).isEqualTo(span.getEndTimeUnixNano());
            });
            // Several a series, the slowest of all among them.
            assertThat(received.size()).isGreaterThan(20);
            double slowest = longest / unit;
            if (temporality.equals("cumulative")) {
                // With delta its count may have gone before its span, and no later point come to put it on.
                assertThat(received)
                        .anySatisfy(each ->
                                assertThat(each.exemplar().getAsDouble()).isEqualTo(slowest));
            }
            assertThat(received.stream().map(Received::metric).distinct())
                    .containsExactlyInAnyOrderElementsOf(
                            naming.equals("locust")
                                    ? List.of(LocustRequests.SUCCESS, LocustRequests.ERROR)
                                    : List.of(
                                            RequestInstruments.DURATION,
                                            RequestInstruments.RESPONSE_TIME,
                                            IterationInstrument.DURATION));
        }
    }

    /** Requests of 1 to 100 ms, and one failed one that took longest; with and without an iteration. */
    private static long load(Telemetry telemetry) {
        RequestRecorder cart = telemetry.request(Endpoint.of("GET", "/cart").withScenario("buy"));
        IterationRecorder buy = telemetry.iteration("buy");
        IterationTrace iteration = buy.trace();
        List<RequestTrace> traces = new ArrayList<>(List.of(telemetry.trace(), iteration.request()));
        Random random = new Random(4711);
        long base = TimeUnit.SECONDS.toNanos(1_700_000_000);
        for (int i = 0; i < 2_000; i++) {
            if (i % 10 == 0) {
                iteration.begin();
            }
            RequestTrace trace = traces.get(i % 2);
            trace.begin();
            long nanos = (long) (1e6 * Math.pow(100, random.nextDouble()));
            cart.record(trace, base - 1_000_000, base, base + nanos, 200, i % 100 == 0 ? "500" : null, 1, 2);
            if (i % 10 == 9) {
                buy.record(iteration, base, base + 10 * nanos);
            }
            if (i % 100 == 0) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        long longest = 12_345_678_901L;
        RequestTrace trace = traces.get(0);
        trace.begin();
        cart.record(trace, base, base, base + longest, 500, "500", 1, 2);
        return longest;
    }

    private static String key(ByteString traceId, ByteString spanId) {
        return Arrays.toString(traceId.toByteArray()) + Arrays.toString(spanId.toByteArray());
    }
}
