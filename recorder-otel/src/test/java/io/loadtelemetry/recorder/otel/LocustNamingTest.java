package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.CpuWarning;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.SpawningComplete;
import io.loadtelemetry.testkit.IterationSample;
import io.loadtelemetry.testkit.OtlpPoint;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.RequestSample;
import io.loadtelemetry.testkit.SampleEvents;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What arrives at a collector with the names of Locust Telemetry. */
@Timeout(60)
class LocustNamingTest {

    private static final Endpoint CART = Endpoint.of("GET", "/cart").withScenario("buy");
    private static final Endpoint LOGIN = Endpoint.of("login");
    private static final Map<String, String> COMMON = Map.of(
            "source", "LocalRunner",
            "source_id", "standalone",
            "run_id", SampleEvents.run().runId(),
            "testplan", "contract");

    private OtlpReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = OtlpReceiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private OtelRun locust() {
        return OtelRun.to(receiver).option("naming", "locust");
    }

    @Test
    void aRequestIsInMillisecondsWithItsRealStatus() throws Exception {
        try (RecorderHarness harness = locust().start()) {
            harness.record(new RequestSample(
                    CART, 0, Requests.TIME, Requests.TIME + 250_000_000, Requests.TIME - 1_000_000, null, 201, 7, 11));
            harness.record(Requests.failure(CART, 0, 404, "404"));
        }
        OtlpPoint success = only(LocustRequests.SUCCESS);
        assertThat(success.unit()).isEqualTo("ms");
        assertThat(success.count()).isEqualTo(1);
        assertThat(success.value()).isEqualTo(250);
        assertThat(success.attributes()).isEqualTo(with(COMMON, "endpoint", "/cart", "status_code", "201"));
        OtlpPoint error = only(LocustRequests.ERROR);
        assertThat(error.unit()).isEqualTo("ms");
        assertThat(error.value()).isEqualTo(1);
        assertThat(error.attributes()).isEqualTo(with(COMMON, "endpoint", "/cart", "status_code", "404"));
        assertThat(((HistogramDataPoint) error.data()).getAttributesList()).anySatisfy(attribute -> {
            assertThat(attribute.getKey()).isEqualTo("status_code");
            assertThat(attribute.getValue().getIntValue()).isEqualTo(404);
        });
        assertThat(receiver.metricNames())
                .containsExactlyInAnyOrder(LocustRequests.SUCCESS, LocustRequests.ERROR, RecorderEventCounter.EVENTS);
    }

    @Test
    void anUnknownStatusIsLeftOutNotMadeUp() throws Exception {
        try (RecorderHarness harness = locust().start()) {
            harness.record(Requests.success(LOGIN, 0, 5), Requests.failure(LOGIN, 0, -1, "timeout"));
        }
        assertThat(only(LocustRequests.SUCCESS).attributes()).isEqualTo(with(COMMON, "endpoint", "login"));
        assertThat(only(LocustRequests.ERROR).attributes()).isEqualTo(with(COMMON, "endpoint", "login"));
    }

    @Test
    void countsAreExactAndEndpointsOfOneNameShareASeries() throws Exception {
        try (RecorderHarness harness = locust().start()) {
            for (int endpoint = 0; endpoint < 50; endpoint++) {
                for (int i = 0; i <= endpoint; i++) {
                    harness.record(Requests.success(Endpoint.of("GET", "/" + endpoint), endpoint, 1_000_000));
                    harness.record(Requests.success(Endpoint.of("POST", "/" + endpoint), 50 + endpoint, 1_000_000));
                    harness.record(Requests.failure(Endpoint.of("GET", "/" + endpoint), endpoint, 503, "error-" + i));
                }
            }
            assertThat(harness.warnings()).isEmpty();
        }
        Map<String, Long> successes = receiver.countBy(LocustRequests.SUCCESS, "endpoint");
        Map<String, Long> errors = receiver.countBy(LocustRequests.ERROR, "endpoint");
        assertThat(receiver.points(LocustRequests.SUCCESS)).hasSize(50);
        assertThat(receiver.points(LocustRequests.ERROR)).hasSize(50);
        for (int endpoint = 0; endpoint < 50; endpoint++) {
            assertThat(successes).containsEntry("/" + endpoint, 2 * (endpoint + 1L));
            assertThat(errors).containsEntry("/" + endpoint, endpoint + 1L);
        }
        assertThat(receiver.problems()).isEmpty();
    }

    @Test
    void endlessErrorTypesNeedNoOtherButEndlessStatusesAreBounded() throws Exception {
        try (RecorderHarness harness = locust().start()) {
            for (int i = 0; i < 1_000; i++) {
                harness.record(Requests.failure(CART, 0, 500, "error-" + i));
            }
            assertThat(harness.warnings()).isEmpty();
            for (int i = 0; i < 1_000; i++) {
                harness.record(Requests.failure(LOGIN, 1, i, "x"));
            }
            assertThat(harness.warnings()).isNotEmpty().allMatch(warning -> warning.contains("under endpoint=_OTHER"));
        }
        assertThat(receiver.count(LocustRequests.ERROR, Map.of("endpoint", "/cart", "status_code", "500")))
                .isEqualTo(1_000);
        assertThat(receiver.count(LocustRequests.ERROR, Map.of("endpoint", Endpoint.OTHER)))
                .isEqualTo(1_000 - RequestSeries.MAX_OUTCOMES);
    }

    @Test
    void eventsHaveTheirNamesAndAnnotationsTheirOwn() throws Exception {
        try (RecorderHarness harness = locust().start()) {
            harness.record(SampleEvents.testStart());
            harness.record(new SpawningComplete(Requests.TIME, 200));
            harness.record(new CpuWarning(Requests.TIME, 0.97, 0.9, Duration.ofSeconds(4)));
            harness.record(new Annotation(Requests.TIME, "deploy", Map.of("version", "1.4.2")));
            harness.record(new Annotation(Requests.TIME, "deploy", Map.of()));
            harness.record(SampleEvents.testStop());
        }
        assertThat(receiver.sumBy(LocustNaming.EVENTS, "event"))
                .isEqualTo(Map.of(
                        "locust.tl.event.test.start", 1.0,
                        "locust.tl.event.spawn.complete", 1.0,
                        "locust.tl.event.cpu.warning", 1.0,
                        "deploy", 2.0,
                        "locust.tl.event.test.stop", 1.0));
        assertThat(receiver.points(LocustNaming.EVENTS))
                .allMatch(point -> point.unit().equals("1"))
                .allMatch(point -> point.attributes().entrySet().containsAll(COMMON.entrySet()));
        assertThat(receiver.metric(LocustNaming.EVENTS).orElseThrow().getSum().getIsMonotonic())
                .isTrue();
    }

    @Test
    void usersAreTheTotalElseTheSumOfTheScenarios() throws Exception {
        try (RecorderHarness harness = locust().start()) {
            harness.record(users(3, Map.of("loadtest.scenario", "a")));
            harness.record(users(7, Map.of("loadtest.scenario", "b")));
            harness.record(users(4, Map.of("loadtest.scenario", "a")));
        }
        OtlpPoint sum = only(LocustGauges.USERS);
        assertThat(sum.value()).isEqualTo(11);
        assertThat(sum.unit()).isEqualTo("1");
        assertThat(sum.attributes()).isEqualTo(COMMON);
        assertThat(receiver.metric(LocustGauges.USERS).orElseThrow().hasGauge()).isTrue();
        receiver.clear();
        try (RecorderHarness harness = locust().start()) {
            harness.record(users(3, Map.of("loadtest.scenario", "a")));
            harness.record(users(20, Map.of()));
            harness.record(users(19, Map.of()));
        }
        assertThat(only(LocustGauges.USERS).value()).isEqualTo(19);
    }

    @Test
    void cpuIsInPercentAndMemoryInTheBytesItsUnitSays() throws Exception {
        try (RecorderHarness harness = locust().start()) {
            harness.record(gauge("process.cpu.utilization", "1", 0.125, Map.of()));
            harness.record(gauge("process.cpu.utilization", "1", 0.25, Map.of()));
            harness.record(gauge("process.memory.usage", "By", 64 * 1024 * 1024, Map.of()));
        }
        OtlpPoint cpu = only(LocustGauges.CPU);
        assertThat(cpu.value()).isEqualTo(25);
        assertThat(cpu.unit()).isEqualTo("%");
        assertThat(cpu.attributes()).isEqualTo(COMMON);
        OtlpPoint memory = only(LocustGauges.MEMORY);
        assertThat(memory.value()).isEqualTo(67_108_864);
        assertThat(memory.unit()).isEqualTo("By");
        assertThat(memory.attributes()).isEqualTo(COMMON);
        assertThat(receiver.metric(LocustGauges.CPU).orElseThrow().hasGauge()).isTrue();
        assertThat(receiver.metric(LocustGauges.MEMORY).orElseThrow().hasGauge())
                .isTrue();
    }

    @Test
    void networkIsTheSumOfTheInterfacesPerDirection() throws Exception {
        try (RecorderHarness harness = locust().start()) {
            for (double value : new double[] {1, 5}) {
                harness.record(network("eth0", "transmit", value));
                harness.record(network("lo", "transmit", 10 * value));
                harness.record(network("eth0", "receive", 100 * value));
            }
        }
        assertThat(receiver.sumBy(LocustGauges.NETWORK, "direction")).isEqualTo(Map.of("sent", 55.0, "recv", 500.0));
        assertThat(receiver.points(LocustGauges.NETWORK))
                .hasSize(2)
                .allMatch(point -> point.unit().equals("By"))
                .allSatisfy(point -> assertThat(point.attributes())
                        .isEqualTo(with(COMMON, "direction", point.attribute("direction", ""))));
        assertThat(receiver.metric(LocustGauges.NETWORK).orElseThrow().hasGauge())
                .isTrue();
    }

    @Test
    void whatCannotBeExportedIsDroppedWithAReason() throws Exception {
        try (RecorderHarness harness = locust().start()) {
            harness.record(
                    gauge("process.cpu.utilization", "1", Double.NaN, Map.of()),
                    gauge("process.memory.usage", "MiBy", 64, Map.of()));
            for (int i = 0; i < 500; i++) {
                harness.record(users(1, Map.of("loadtest.scenario", "s" + i)));
            }
            assertThat(harness.accounting().dropped())
                    .isEqualTo(Map.of(OtelRecorder.NOT_EXPORTABLE, 2L + 500 - Measured.MAX_SERIES));
        }
        assertThat(receiver.metricNames()).containsExactlyInAnyOrder(LocustGauges.USERS, RecorderEventCounter.EVENTS);
    }

    @Test
    void theAccountingKeepsItsNameAndTheRestIsNotThere() throws Exception {
        try (RecorderHarness harness = locust().start()) {
            harness.record(new IterationSample("buy", 3, Requests.TIME, Requests.TIME + 2_000_000_000L));
            harness.record(gauge("jvm.thread.count", "{thread}", 12, Map.of()));
            harness.record(users(1, Map.of()));
        }
        assertThat(receiver.metricNames()).containsExactlyInAnyOrder(LocustGauges.USERS, RecorderEventCounter.EVENTS);
        assertThat(only(RecorderEventCounter.EVENTS).value()).isEqualTo(3);
        assertThat(only(RecorderEventCounter.EVENTS).attributes())
                .containsEntry("loadtest.run.id", SampleEvents.run().runId())
                .containsEntry("outcome", "recorded");
    }

    @Test
    void theIdentityOfTheRunCanBeLeftOffThePointsButNotTheSource() throws Exception {
        try (RecorderHarness harness =
                locust().option("run.attributes", "false").start()) {
            harness.record(users(1, Map.of()), Requests.success(LOGIN, 0, 5));
        }
        Map<String, String> source = Map.of("source", "LocalRunner", "source_id", "standalone");
        assertThat(only(LocustGauges.USERS).attributes()).isEqualTo(source);
        assertThat(only(LocustRequests.SUCCESS).attributes()).isEqualTo(with(source, "endpoint", "login"));
    }

    private OtlpPoint only(String metric) {
        List<OtlpPoint> points = receiver.points(metric);
        assertThat(points).as(metric).hasSize(1);
        return points.get(0);
    }

    private static Map<String, String> with(Map<String, String> attributes, String... more) {
        Map<String, String> all = new HashMap<>(attributes);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static MetricEvent users(double count, Map<String, String> attributes) {
        return new MetricEvent(
                Requests.TIME, "loadtest.users", MetricEvent.Kind.UP_DOWN_COUNTER, "{user}", count, attributes);
    }

    private static MetricEvent network(String nic, String direction, double bytes) {
        return new MetricEvent(
                Requests.TIME,
                "system.network.io",
                MetricEvent.Kind.COUNTER,
                "By",
                bytes,
                Map.of("network.interface.name", nic, "network.io.direction", direction));
    }

    private static MetricEvent gauge(String name, String unit, double value, Map<String, String> attributes) {
        return new MetricEvent(Requests.TIME, name, MetricEvent.Kind.GAUGE, unit, value, attributes);
    }
}
