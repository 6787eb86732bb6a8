package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.RequestSample;
import io.loadtelemetry.testkit.SampleEvents;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the recorder holds is bounded, and nothing beyond the bounds is lost silently. */
@Timeout(120)
class BoundsTest {

    private OtlpReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = OtlpReceiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void twoThousandEndpointsWithThreeOutcomesEachAreAllKeptApart() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            List<RequestSample> requests = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                Endpoint endpoint = Endpoint.of("GET", "/" + i);
                requests.add(Requests.success(endpoint, i, 1_000_000));
                requests.add(Requests.failure(endpoint, i, 503, "503"));
                requests.add(Requests.failure(endpoint, i, 404, "404"));
            }
            harness.recordBatch(requests);
            assertThat(harness.failures()).isEmpty();
        }
        assertThat(receiver.points("loadtest.request.duration"))
                .hasSize(6_000)
                .allMatch(point -> point.count() == 1)
                .noneMatch(point -> point.attributes().containsKey("otel.metric.overflow"));
    }

    @Test
    void endlessErrorTypesOfAnEndpointAreCountedUnderOther() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            for (int i = 0; i < 1_000; i++) {
                harness.record(Requests.failure(Endpoint.of("GET", "/cart"), 0, -1, "error-" + i));
            }
            assertThat(harness.warnings()).isNotEmpty().allMatch(warning -> warning.startsWith("series: "));
        }
        assertThat(receiver.points("loadtest.request.duration")).hasSize(RequestSeries.MAX_OUTCOMES + 1);
        assertThat(receiver.count(
                        "loadtest.request.duration",
                        Map.of("loadtest.request.name", Endpoint.OTHER, "error.type", Endpoint.OTHER)))
                .isEqualTo(1_000 - RequestSeries.MAX_OUTCOMES);
    }

    @Test
    void seriesBeyondTheWholeBoundAreCountedUnderOther() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            RequestSeries series =
                    new RequestSeries(new LoadtestAttributes(Attributes.empty()), 100, harness.context());
            for (int i = 0; i < 500; i++) {
                Outcome outcome = series.of(Requests.success(Endpoint.of("/" + i), i, 1));
                String name = outcome.attributes()
                        .get(io.opentelemetry.api.common.AttributeKey.stringKey("loadtest.request.name"));
                assertThat(name).isEqualTo(i < 98 ? "/" + i : Endpoint.OTHER);
            }
        }
    }

    @Test
    void namesOfAnnotationsAreBoundedButTheStopIsAlwaysNamed() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            for (int i = 0; i < 1_000; i++) {
                harness.record(new Annotation(Requests.TIME, "note-" + i, Map.of()));
            }
            harness.record(SampleEvents.testStop());
        }
        Map<String, Double> events = receiver.sumBy("loadtest.events", "loadtest.event.name");
        assertThat(events)
                .hasSize(RunEventCounter.MAX_NAMES + 2)
                .containsEntry(Endpoint.OTHER, 1_000.0 - RunEventCounter.MAX_NAMES)
                .containsEntry("test.stop", 1.0);
    }

    @Test
    void measurementsThatOpenTelemetryCannotCarryAreDroppedWithAReason() throws Exception {
        MetricEvent good = gauge("good", "1", 1, Map.of());
        List<MetricEvent> bad = List.of(
                gauge("1st", "1", 1, Map.of()),
                gauge("", "1", 1, Map.of()),
                gauge("x".repeat(300), "1", 1, Map.of()),
                gauge("unit", "ü", 1, Map.of()),
                gauge("unit", "u".repeat(64), 1, Map.of()),
                gauge("good", "By", 1, Map.of()),
                gauge("GOOD", "1", Double.NaN, Map.of()),
                gauge("good", "1", Double.POSITIVE_INFINITY, Map.of()),
                gauge("loadtest.request.duration", "s", 1, Map.of()),
                new MetricEvent(Requests.TIME, "good", MetricEvent.Kind.COUNTER, "1", 1, Map.of()),
                new MetricEvent(Requests.TIME, "histogram", MetricEvent.Kind.HISTOGRAM, "s", -1, Map.of()));
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            harness.record(good);
            bad.forEach(harness::record);
            assertThat(harness.accounting().dropped())
                    .isEqualTo(Map.of(OtelRecorder.NOT_EXPORTABLE, (long) bad.size()));
            assertThat(harness.accounting().recorded()).isEqualTo(1);
            assertThat(harness.warnings()).hasSize(bad.size()).allMatch(warning -> warning.startsWith("metric: "));
        }
        assertThat(receiver.metricNames()).containsExactlyInAnyOrder("good", "loadtest.recorder.events");
    }

    @Test
    void namesAndSeriesOfMeasurementsAreBounded() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            for (int i = 0; i < 500; i++) {
                harness.record(gauge("one", "1", i, Map.of("series", "s" + i)));
            }
            for (int i = 0; i < 500; i++) {
                harness.record(gauge("name" + i, "1", i, Map.of()));
            }
            assertThat(harness.accounting().dropped())
                    .isEqualTo(Map.of(
                            OtelRecorder.NOT_EXPORTABLE,
                            500L - Measured.MAX_SERIES + 500 - (Measurements.MAX_NAMES - 1)));
        }
        assertThat(receiver.points("one")).hasSize(Measured.MAX_SERIES);
    }

    private static MetricEvent gauge(String name, String unit, double value, Map<String, String> attributes) {
        return new MetricEvent(Requests.TIME, name, MetricEvent.Kind.GAUGE, unit, value, attributes);
    }
}
