package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.MergeResult.Outcome;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.WorkerJoin;
import io.loadtelemetry.api.event.WorkerLeave;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers and their master, with something wrong between them. */
@Timeout(120)
class DistributedTest {

    private static final String TOKEN = "a-token-of-sixteen";

    @TempDir
    private Path folder;

    /** What a master publishes. */
    private static final class Fleet implements RecorderProvider, Recorder {

        private final List<TelemetryEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public String id() {
            return "fleet";
        }

        @Override
        public Recorder create(RecorderContext context) {
            return this;
        }

        @Override
        public boolean wantsRequests() {
            return false;
        }

        @Override
        public void record(TelemetryEvent event) {
            events.add(event);
        }

        <T> List<T> all(Class<T> type) {
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }

        long requests() {
            return all(RequestStats.class).stream()
                    .filter(stats -> stats.window() == RequestStats.Window.RUN && stats.endpoint() == null)
                    .mapToLong(RequestStats::requests)
                    .sum();
        }
    }

    private static TelemetryBuilder master(Fleet fleet) {
        return Telemetry.builder("distributed")
                .role(Role.MASTER)
                .recorder(fleet)
                .set("telemetry.recorders", "fleet")
                .set("telemetry.stats.interval", "100ms")
                .set("telemetry.worker.timeout", "1s")
                .set("telemetry.close.timeout", "3s");
    }

    private TelemetryBuilder worker(Telemetry master, String name) {
        return Telemetry.builder()
                .run(master.run())
                .node(name)
                .set("telemetry.recorders", "none")
                .set("telemetry.stats.interval", "50ms")
                .set(
                        "telemetry.snapshots.path",
                        folder.resolve("{node}-{instance_id}.snapshots").toString())
                .set("telemetry.close.timeout", "3s");
    }

    private static void load(Telemetry worker, int requests) throws InterruptedException {
        RequestRecorder cart = worker.request("GET", "/cart");
        for (int i = 0; i < requests; i++) {
            cart.success(1, 2);
            if (i % 100 == 99) {
                Thread.sleep(10);
            }
        }
    }

    @Test
    void lateTwiceAndOutOfOrderCountsOnceAndWhatIsLostIsNamed() throws Exception {
        Fleet fleet = new Fleet();
        List<byte[]> sent = Collections.synchronizedList(new ArrayList<>());
        int lost;
        try (Telemetry master = master(fleet).start()) {
            for (int i = 1; i <= 3; i++) {
                try (Telemetry worker =
                        worker(master, "w" + i).snapshots(sent::add).start()) {
                    load(worker, 3_000);
                }
            }
            Random random = new Random(6);
            lost = 3;
            byte[] missing = sent.remove(lost);
            assertThat(missing).isNotEmpty();
            List<byte[]> twice = new ArrayList<>(sent);
            twice.addAll(sent);
            Collections.shuffle(twice, random);
            List<Outcome> outcomes =
                    twice.stream().map(each -> master.merge(each).outcome()).toList();
            assertThat(Collections.frequency(outcomes, Outcome.MERGED)).isEqualTo(sent.size());
            assertThat(Collections.frequency(outcomes, Outcome.DUPLICATE)).isEqualTo(sent.size());
        }
        List<WorkerLeave> leaves = fleet.all(WorkerLeave.class);
        assertThat(leaves).hasSize(3);
        assertThat(leaves.stream().filter(leave -> leave.reason().equals(WorkerLeave.FINISHED)))
                .hasSize(2)
                .allMatch(leave -> leave.missing().isEmpty());
        WorkerLeave incomplete = leaves.stream()
                .filter(leave -> !leave.reason().equals(WorkerLeave.FINISHED))
                .findFirst()
                .orElseThrow();
        assertThat(incomplete.missing()).isEqualTo(String.valueOf(lost + 1));
        assertThat(fleet.requests()).isLessThan(9_000).isGreaterThan(8_000);
        Fault.DISTRIBUTED.seen(
                this,
                "twice, out of order, one lost",
                "%,d snapshots delivered twice: %,d of 9,000 requests counted, the lost one named as %s %s",
                sent.size(),
                fleet.requests(),
                incomplete.worker(),
                incomplete.missing());
    }

    @Test
    void aWorkerThatDiesIsReplacedByOneOfTheSameName() throws Exception {
        Fleet fleet = new Fleet();
        try (Telemetry master = master(fleet).start()) {
            // It says nothing any more, as one that was killed; what it had sent stays counted.
            boolean[] dead = {false};
            Telemetry first = worker(master, "w1")
                    .snapshots(bytes -> {
                        if (!dead[0]) {
                            assertThat(master.merge(bytes)).isEqualTo(MergeResult.MERGED);
                        }
                    })
                    .start();
            load(first, 1_000);
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> !fleet.all(WorkerJoin.class).isEmpty());
            Thread.sleep(300);
            dead[0] = true;
            Telemetry second = worker(master, "w1")
                    .snapshots(bytes -> {
                        MergeResult result = master.merge(bytes);
                        if (result.outcome() == Outcome.LATER) {
                            throw new IllegalStateException(result.reason());
                        }
                    })
                    .start();
            load(second, 1_000);
            // Its snapshots wait until the first is known to be silent.
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> fleet.all(WorkerJoin.class).size() == 2);
            second.close();
            first.close();
        }
        assertThat(fleet.requests()).isEqualTo(2_000);
        assertThat(fleet.all(WorkerLeave.class))
                .extracting(WorkerLeave::reason)
                .containsExactly(WorkerLeave.SILENT, WorkerLeave.FINISHED);
        Fault.DISTRIBUTED.seen(
                this,
                "dead, replaced under its name",
                "%,d of 2,000 requests counted, left: %s",
                fleet.requests(),
                fleet.all(WorkerLeave.class).get(0).reason());
    }

    @Test
    void aMasterThatRestartsHasAnotherRunAndTheSnapshotsOfTheFirstAreKept() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Fleet before = new Fleet();
        Fleet after = new Fleet();
        Map<String, String> http = Map.of(
                "telemetry.channel",
                "http",
                "telemetry.http.token",
                TOKEN,
                "telemetry.http.listen",
                "127.0.0.1:" + port);
        TelemetryBuilder one = master(before);
        http.forEach(one::set);
        Telemetry first = one.start();
        Telemetry worker = worker(first, "w1")
                .set("telemetry.channel", "http")
                .set("telemetry.http.token", TOKEN)
                .set("telemetry.http.master", "http://127.0.0.1:" + port)
                .start();
        Console console = Console.listen();
        try {
            load(worker, 1_000);
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> !before.all(WorkerJoin.class).isEmpty());
            Thread.sleep(300);
            first.close();
            TelemetryBuilder two = master(after);
            http.forEach(two::set);
            Telemetry second = two.start();
            load(worker, 1_000);
            worker.close();
            second.close();

            assertThat(before.requests()).isEqualTo(1_000);
            assertThat(after.requests()).isZero();
            assertThat(console.warnings())
                    .anyMatch(line -> line.contains("the master refused a snapshot: snapshot refused: it is of the run "
                            + first.run().runId()))
                    .anyMatch(line -> line.contains("did not reach the master") && line.contains("telemetry-merge"))
                    .noneMatch(line -> line.contains(TOKEN));
        } finally {
            console.close();
        }
        try (var files = Files.list(folder)) {
            List<Path> kept = files.toList();
            assertThat(kept).hasSize(1);
            assertThat(Files.size(kept.get(0))).isPositive();
        }
        Fault.DISTRIBUTED.seen(
                this,
                "the master restarts",
                "%,d requests counted by the first; the rest kept and named",
                before.requests());
    }
}
