package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.MergeResult.Outcome;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.WorkerLeave;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Master and workers in one JVM, as load tools with a channel of their own have them. */
@Timeout(60)
class DistributedRunTest {

    private final ListRecorder onMaster = new ListRecorder("witness").withoutRequests();
    private final ListRecorder onWorker = new ListRecorder("witness").withoutRequests();

    private TelemetryBuilder master() {
        return Telemetry.builder("plan")
                .role(Role.MASTER)
                .label("git", "4f2d1c9")
                .recorder(onMaster)
                .set("telemetry.recorders", "witness")
                .set("telemetry.stats.interval", "50ms")
                .set("telemetry.close.timeout", "2s");
    }

    private TelemetryBuilder worker(RunIdentity run, String name) {
        return Telemetry.builder()
                .run(run)
                .node(name)
                .recorder(onWorker)
                .set("telemetry.recorders", "witness")
                .set("telemetry.stats.interval", "50ms")
                .set("telemetry.close.timeout", "2s");
    }

    private static void load(Telemetry worker, int requests) {
        for (int i = 0; i < requests; i++) {
            long end = worker.now();
            worker.request("GET", "/").success(end - 1_000_000L * (i + 1), end);
        }
    }

    private static Stream<String> names(ListRecorder recorder) {
        return recorder.events().stream().filter(RunEvent.class::isInstance).map(event -> ((RunEvent) event).name());
    }

    private Stream<RequestStats> runStats() {
        return onMaster.events().stream()
                .filter(RequestStats.class::isInstance)
                .map(RequestStats.class::cast)
                .filter(stats -> stats.window() == RequestStats.Window.RUN);
    }

    @Test
    void theRunIsTheMastersAndTheLifecycleToo() {
        RunIdentity ofMaster;
        RunIdentity ofWorker;
        try (Telemetry master = master().start()) {
            ofMaster = master.run();
            try (Telemetry worker = worker(RunIdentity.decode(master.run().encode()), "w1")
                    .snapshots(master::merge)
                    .start()) {
                ofWorker = worker.run();
                assertThat(worker.merge(new byte[1]).outcome()).isEqualTo(Outcome.REFUSED);
                assertThat(worker.workerEnvironment()).isEmpty();
                load(worker, 10);
            }
            assertThat(master.workerEnvironment()).isEqualTo(Map.of("TELEMETRY_RUN", ofMaster.encode()));
        }
        assertThat(ofWorker).isEqualTo(ofMaster);
        assertThat(ofWorker.labels()).isEqualTo(Map.of("git", "4f2d1c9"));
        assertThat(names(onMaster)).containsExactly("test.start", "worker.join", "worker.leave", "test.stop");
        assertThat(names(onWorker)).containsExactly("worker.start", "worker.stop");
        assertThat(runStats().map(RequestStats::requests)).containsExactly(10L, 10L);
    }

    @Test
    void eachWorkersStatisticsAndMeasurementsAreThereWhereAsked() {
        try (Telemetry master = master().set("telemetry.stats.workers", "true").start()) {
            Telemetry first =
                    worker(master.run(), "w1").snapshots(master::merge).start();
            Telemetry second =
                    worker(master.run(), "w2").snapshots(master::merge).start();
            first.users(5);
            second.users("browse", 7);
            onWorker.context()
                    .publish(new MetricEvent(
                            1, "process.cpu.utilization", MetricEvent.Kind.GAUGE, "1", 0.25, Map.of("a", "b")));
            load(first, 10);
            load(second, 20);
            first.close();
            second.close();
        }
        List<RequestStats> all = runStats().toList();
        assertThat(all).extracting(RequestStats::worker).containsExactly(null, null, "w1", "w2");
        assertThat(all).extracting(RequestStats::requests).containsExactly(30L, 30L, 10L, 20L);
        assertThat(all)
                .extracting(RequestStats::users)
                .containsExactly(OptionalLong.of(12), OptionalLong.of(12), OptionalLong.of(5), OptionalLong.of(7));
        long ofIntervals = onMaster.events().stream()
                .filter(RequestStats.class::isInstance)
                .map(RequestStats.class::cast)
                .filter(stats -> stats.window() == RequestStats.Window.INTERVAL && "w2".equals(stats.worker()))
                .mapToLong(RequestStats::requests)
                .sum();
        assertThat(ofIntervals).isEqualTo(20);
        // The latest of the two workers' recorders published it.
        assertThat(onMaster.events().stream()
                        .filter(MetricEvent.class::isInstance)
                        .map(MetricEvent.class::cast))
                .contains(new MetricEvent(
                        1,
                        "process.cpu.utilization",
                        MetricEvent.Kind.GAUGE,
                        "1",
                        0.25,
                        Map.of("a", "b", "loadtest.worker", "w2")));
    }

    @Test
    void noTextOfALoadToolMakesASnapshotThatIsRefused() {
        String longText = "x".repeat(10_000);
        try (Telemetry master = master().start()) {
            try (Telemetry worker = worker(master.run(), longText)
                    .snapshots(bytes -> {
                        assertThat(master.merge(bytes)).isEqualTo(MergeResult.MERGED);
                    })
                    .start()) {
                onWorker.context()
                        .publish(
                                new MetricEvent(1, longText, MetricEvent.Kind.GAUGE, "1", 0.25, Map.of(longText, "b")));
                for (String name : List.of("", "\ud800", "\ud801", "\udc00", longText, longText + "y", "\u0000", "ä")) {
                    for (String error : List.of("\ud800", "\ud801", longText)) {
                        worker.request(name, name).failure(1, 2, error, 0);
                    }
                }
            }
        }
        assertThat(runStats().findFirst().map(RequestStats::requests)).contains(24L);
        assertThat(runStats().findFirst().map(RequestStats::failures)).contains(24L);
    }

    @Test
    void withoutAskingTheyAreNot() {
        try (Telemetry master = master().start()) {
            try (Telemetry worker =
                    worker(master.run(), "w1").snapshots(master::merge).start()) {
                onWorker.context()
                        .publish(new MetricEvent(
                                1, "process.cpu.utilization", MetricEvent.Kind.GAUGE, "1", 0.25, Map.of()));
                load(worker, 10);
            }
        }
        assertThat(onMaster.events()).noneMatch(MetricEvent.class::isInstance);
        assertThat(runStats()).extracting(RequestStats::worker).containsOnlyNulls();
    }

    @Test
    void whatTheMasterSaysOfTheUsersCounts() {
        try (Telemetry master = master().start()) {
            master.users(100);
            try (Telemetry worker =
                    worker(master.run(), "w1").snapshots(master::merge).start()) {
                worker.users(5);
                load(worker, 1);
            }
        }
        assertThat(runStats().map(RequestStats::users)).containsOnly(OptionalLong.of(100));
    }

    @Test
    void whatAWorkersOwnStatisticsWereRefusedIsToldOfTheMaster() {
        int requests = 20_000;
        try (Telemetry master = master().start()) {
            try (Telemetry worker = worker(master.run(), "w1")
                    .set("telemetry.ring.capacity", "64")
                    .snapshots(master::merge)
                    .start()) {
                load(worker, requests);
            }
        }
        long counted = runStats().findFirst().map(RequestStats::requests).orElse(0L);
        WorkerLeave leave = onMaster.events().stream()
                .filter(WorkerLeave.class::isInstance)
                .map(WorkerLeave.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(counted).isLessThan(requests);
        assertThat(counted + leave.dropped()).isEqualTo(requests);
    }

    @Test
    void aRecorderTakesPartWhereItsRolesSay() {
        try (Telemetry master =
                master().set("telemetry.witness.roles", "worker, standalone").start()) {
            assertThat(master.accounting().recorder("witness")).isEmpty();
            try (Telemetry worker = worker(master.run(), "w1")
                    .set("telemetry.witness.roles", "worker")
                    .start()) {
                assertThat(worker.accounting().recorder("witness")).isPresent();
            }
        }
        assertThatThrownBy(
                        () -> master().set("telemetry.witness.roles", "workers").start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "telemetry.witness.roles: \"workers\" is not allowed; allowed is standalone, master, worker");
    }

    @Test
    void aMasterWaitsForItsWorkersToEnd() throws Exception {
        Telemetry master = master().set("telemetry.close.timeout", "20s").start();
        Telemetry worker = worker(master.run(), "w1").snapshots(master::merge).start();
        load(worker, 10);
        while (onMaster.events().stream()
                .noneMatch(event -> event instanceof RunEvent run && run.name().equals("worker.join"))) {
            Thread.sleep(10);
        }
        Thread ending = new Thread(() -> {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                // Then at once.
            }
            load(worker, 5);
            worker.close();
        });
        ending.start();
        master.close();
        ending.join();
        assertThat(runStats().findFirst().map(RequestStats::requests)).contains(15L);
        assertThat(onMaster.events().stream()
                        .filter(WorkerLeave.class::isInstance)
                        .map(event -> ((WorkerLeave) event).reason()))
                .containsExactly("finished");
    }

    @Test
    void whatIsConfiguredWronglyIsSaid() {
        RunIdentity run = new RunIdentity("id", "plan", java.time.Instant.EPOCH, Map.of());
        bad("only a worker makes snapshots", Telemetry.builder("p").snapshots(bytes -> {}));
        bad(
                "which makes the identity of the run itself",
                Telemetry.builder("p").set("telemetry.run", run.encode()).role(Role.MASTER));
        bad("is for nodes of a distributed run", Telemetry.builder("p").set("telemetry.channel", "http"));
        bad(
                "there is no channel \"smoke\"; found are none",
                Telemetry.builder("p").role(Role.MASTER).set("telemetry.channel", "smoke"));
        bad("the labels of a run are set there", Telemetry.builder().run(run).label("a", "b"));
        bad("allowed is standalone or master or worker", Telemetry.builder("p").set("telemetry.node.role", "boss"));
    }

    private static void bad(String message, TelemetryBuilder builder) {
        assertThatThrownBy(builder::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aMasterSaysWhyItRefuses() {
        try (Telemetry master = master().start()) {
            assertThat(master.merge(new byte[3]))
                    .isEqualTo(MergeResult.refused("snapshot refused: it is not a snapshot, or cut off"));
        }
        List<TelemetryEvent> events = onMaster.events();
        assertThat(events).isNotEmpty();
    }
}
