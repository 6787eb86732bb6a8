package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.testkit.IterationSample;
import io.loadtelemetry.testkit.OtlpPoint;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.RequestSample;
import io.loadtelemetry.testkit.SampleEvents;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What arrives at a collector. */
@Timeout(60)
class OtlpMetricsTest {

    private static final Endpoint CART =
            Endpoint.of("GET", "/cart").withScenario("buy").withGroup("shop").withTag("region", "eu");
    private static final Endpoint LOGIN = Endpoint.of("login");

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
    void countsOfEveryEndpointAreExact() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            for (int endpoint = 0; endpoint < 50; endpoint++) {
                for (int i = 0; i <= endpoint; i++) {
                    harness.record(Requests.success(Endpoint.of("GET", "/" + endpoint), endpoint, 1_000_000));
                }
            }
        }
        Map<String, Long> counts = receiver.countBy("loadtest.request.duration", "loadtest.request.name");
        assertThat(counts).hasSize(50);
        for (int endpoint = 0; endpoint < 50; endpoint++) {
            assertThat(counts).containsEntry("/" + endpoint, endpoint + 1L);
        }
        assertThat(receiver.problems()).isEmpty();
    }

    @Test
    void aRequestHasItsAttributesAndTimesInSeconds() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            harness.record(new RequestSample(
                    CART,
                    0,
                    Requests.TIME,
                    Requests.TIME + 250_000_000,
                    Requests.TIME - 250_000_000,
                    null,
                    200,
                    7,
                    11));
        }
        OtlpPoint duration = only("loadtest.request.duration");
        assertThat(duration.unit()).isEqualTo("s");
        assertThat(duration.value()).isEqualTo(0.25);
        assertThat(duration.attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "loadtest.request.name", "/cart",
                        "loadtest.request.method", "GET",
                        "loadtest.scenario", "buy",
                        "loadtest.group", "shop",
                        "loadtest.tag.region", "eu",
                        "http.response.status_code", "200",
                        "loadtest.run.id", SampleEvents.run().runId(),
                        "loadtest.test_plan", "contract"));
        OtlpPoint responseTime = only("loadtest.request.response_time");
        assertThat(responseTime.value()).isEqualTo(0.5);
        assertThat(responseTime.attributes()).isEqualTo(duration.attributes());
        assertThat(((ExponentialHistogramDataPoint) duration.data()).getAttributesList())
                .anySatisfy(attribute -> {
                    assertThat(attribute.getKey()).isEqualTo("http.response.status_code");
                    assertThat(attribute.getValue().getIntValue()).isEqualTo(200);
                });
    }

    @Test
    void bytesAreCountedPerDirectionWhereTheyAreKnown() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            harness.record(SampleEvents.request(CART, 0, 0), SampleEvents.request(CART, 0, 2));
            harness.record(Requests.success(LOGIN, 1, 1));
        }
        assertThat(receiver.sumBy("loadtest.request.io", "network.io.direction"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("transmit", 202.0, "receive", 4002.0));
        assertThat(receiver.points("loadtest.request.io"))
                .allMatch(point -> point.unit().equals("By"))
                .allMatch(point -> point.attribute("loadtest.request.name", "").equals("/cart"));
        assertThat(receiver.metric("loadtest.request.io").orElseThrow().getSum().getIsMonotonic())
                .isTrue();
    }

    @Test
    void onlyFailuresHaveAnErrorTypeAndOnlyKnownThingsAreSaid() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            harness.record(Requests.success(LOGIN, 0, 5));
            harness.record(Requests.failure(LOGIN, 0, 503, "503"), Requests.failure(LOGIN, 0, 503, "503"));
            harness.record(Requests.failure(LOGIN, 0, -1, "timeout"));
        }
        assertThat(receiver.countBy("loadtest.request.duration", "error.type"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("", 1L, "503", 2L, "timeout", 1L));
        assertThat(receiver.points("loadtest.request.duration"))
                .filteredOn(point -> !point.attributes().containsKey("error.type"))
                .singleElement()
                .satisfies(point -> assertThat(point.attributes())
                        .containsOnlyKeys("loadtest.request.name", "loadtest.run.id", "loadtest.test_plan"));
        assertThat(receiver.metricNames()).doesNotContain("loadtest.request.response_time", "loadtest.request.io");
    }

    @Test
    void iterationsAndEventsOfTheRunAreCountedUpToTheStop() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            harness.record(SampleEvents.testStart());
            harness.record(new IterationSample("buy", 3, Requests.TIME, Requests.TIME + 2_000_000_000L));
            harness.record(new Annotation(Requests.TIME, "deploy", Map.of("version", "1.4.2")));
            harness.record(new Annotation(Requests.TIME, "deploy", Map.of()));
            harness.record(SampleEvents.testStop());
        }
        OtlpPoint iteration = only("loadtest.iteration.duration");
        assertThat(iteration.value()).isEqualTo(2);
        assertThat(iteration.attribute("loadtest.scenario", "")).isEqualTo("buy");
        assertThat(receiver.sumBy("loadtest.events", "loadtest.event.name"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("test.start", 1.0, "deploy", 2.0, "test.stop", 1.0));
    }

    @Test
    void theAccountingOfRecordersIsExportedUpToTheEnd() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            for (int i = 0; i < 40; i++) {
                harness.record(Requests.success(LOGIN, 0, 5));
            }
            harness.context().dropped("overrun", 3);
        }
        assertThat(receiver.sum(
                        "loadtest.recorder.events", Map.of("loadtest.recorder.name", "otel", "outcome", "recorded")))
                .isEqualTo(37);
        assertThat(receiver.sum("loadtest.recorder.events", Map.of("outcome", "dropped", "reason", "overrun")))
                .isEqualTo(3);
        assertThat(receiver.metric("loadtest.recorder.events")
                        .orElseThrow()
                        .getSum()
                        .getIsMonotonic())
                .isTrue();
    }

    @Test
    void aCounterOfTheAccountingNeverFalls() throws Exception {
        try (RecorderHarness harness =
                OtelRun.to(receiver).option("interval", "50ms").start()) {
            for (int i = 0; i < 10; i++) {
                harness.record(Requests.success(LOGIN, 0, 5));
            }
            await().until(() -> {
                harness.tick();
                return receiver.sum("loadtest.recorder.events", Map.of("outcome", "recorded")) == 10;
            });
            harness.context().dropped("write_failed", 4);
        }
        assertThat(receiver.sum("loadtest.recorder.events", Map.of("outcome", "recorded")))
                .isEqualTo(10);
        assertThat(receiver.sum("loadtest.recorder.events", Map.of("reason", "write_failed")))
                .isEqualTo(4);
    }

    @Test
    void theResourceSaysWhichProcessOfWhichRunThisIs() throws Exception {
        String instance;
        try (RecorderHarness harness = OtelRun.to(receiver)
                .environment("OTEL_RESOURCE_ATTRIBUTES", "env=load%20lab,loadtest.run.id=forged,host.name=box")
                .start()) {
            instance = harness.context().node().instanceId();
            harness.record(SampleEvents.testStart());
        }
        Map<String, String> resource = receiver.resources().get(0);
        assertThat(resource)
                .containsEntry("service.name", "load-telemetry")
                .containsEntry("service.version", RunResource.VERSION)
                .containsEntry("service.instance.id", instance)
                .containsEntry("host.name", "box")
                .containsEntry("env", "load lab")
                .containsEntry(
                        "process.pid", Long.toString(ProcessHandle.current().pid()))
                .containsEntry("loadtest.run.id", SampleEvents.run().runId())
                .containsEntry("loadtest.test_plan", "contract")
                .containsEntry("loadtest.node.name", "standalone")
                .containsEntry("loadtest.node.role", "standalone")
                .containsEntry("loadtest.label.git", "4f2d1c9")
                .containsEntry("loadtest.label.stage", "test")
                .containsKeys("telemetry.sdk.name", "telemetry.sdk.language", "telemetry.sdk.version");
        assertThat(RunResource.VERSION).matches("\\d+\\.\\d+\\..+");
    }

    @Test
    void theNameOfTheServiceIsTheUsersWhereGiven() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver)
                .environment("OTEL_RESOURCE_ATTRIBUTES", "service.name=from-attributes")
                .environment("OTEL_SERVICE_NAME", "shop-load")
                .start()) {
            harness.record(SampleEvents.testStart());
        }
        assertThat(receiver.resources().get(0))
                .containsEntry("service.name", "shop-load")
                .containsEntry("host.name", InetAddress.getLocalHost().getHostName())
                .doesNotContainKey("service.version");
    }

    @Test
    void theIdentityOfTheRunCanBeLeftOffThePoints() throws Exception {
        try (RecorderHarness harness =
                OtelRun.to(receiver).option("run.attributes", "false").start()) {
            harness.record(SampleEvents.everyKind().toArray(new io.loadtelemetry.api.event.TelemetryEvent[0]));
        }
        for (String name : receiver.metricNames()) {
            assertThat(receiver.points(name))
                    .as(name)
                    .noneMatch(point -> point.attributes().containsKey("loadtest.run.id"))
                    .noneMatch(point -> point.attributes().containsKey("loadtest.test_plan"));
        }
        assertThat(receiver.resources().get(0)).containsKey("loadtest.run.id");
    }

    @Test
    void measurementsKeepTheirKindUnitAndLastValue() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            for (double value : List.of(1.0, 2.0, 5.0)) {
                harness.record(
                        metric("loadtest.users", MetricEvent.Kind.UP_DOWN_COUNTER, "{user}", 10 - value, "a"),
                        metric("process.cpu.utilization", MetricEvent.Kind.GAUGE, "1", value / 10, "a"),
                        metric("system.network.io", MetricEvent.Kind.COUNTER, "By", value * 1000, "a"),
                        metric("system.network.io", MetricEvent.Kind.COUNTER, "By", value * 2000, "b"),
                        metric("jvm.gc.duration", MetricEvent.Kind.HISTOGRAM, "s", value, "a"));
            }
        }
        assertThat(only("loadtest.users").value()).isEqualTo(5);
        assertThat(receiver.metric("loadtest.users").orElseThrow().getSum().getIsMonotonic())
                .isFalse();
        assertThat(only("process.cpu.utilization").value()).isEqualTo(0.5);
        assertThat(receiver.metric("process.cpu.utilization").orElseThrow().hasGauge())
                .isTrue();
        assertThat(receiver.sumBy("system.network.io", "x"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", 5000.0, "b", 10_000.0));
        assertThat(receiver.metric("system.network.io").orElseThrow().getSum().getIsMonotonic())
                .isTrue();
        assertThat(only("jvm.gc.duration").count()).isEqualTo(3);
        assertThat(only("jvm.gc.duration").value()).isEqualTo(8);
    }

    @Test
    void totalsAreCumulativeAndTheClockIsThatOfTheRun() throws Exception {
        long before;
        long after;
        try (RecorderHarness harness =
                OtelRun.to(receiver).option("interval", "50ms").start()) {
            before = harness.context().now();
            harness.record(Requests.success(LOGIN, 0, 5));
            await().until(() -> {
                harness.tick();
                return receiver.requests().size() >= 2;
            });
            harness.record(Requests.success(LOGIN, 0, 5));
            after = harness.context().now();
        }
        Metric metric = receiver.metric("loadtest.request.duration").orElseThrow();
        assertThat(metric.getExponentialHistogram().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        OtlpPoint last = only("loadtest.request.duration");
        assertThat(last.count()).isEqualTo(2);
        assertThat(last.start()).isBetween(before, after);
        assertThat(last.time()).isGreaterThan(before);
    }

    private OtlpPoint only(String metric) {
        List<OtlpPoint> points = receiver.points(metric);
        assertThat(points).as(metric).hasSize(1);
        return points.get(0);
    }

    private static MetricEvent metric(String name, MetricEvent.Kind kind, String unit, double value, String x) {
        return new MetricEvent(Requests.TIME, name, kind, unit, value, Map.of("x", x));
    }
}
