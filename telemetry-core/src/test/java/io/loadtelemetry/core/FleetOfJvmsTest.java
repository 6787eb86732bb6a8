package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.WorkerLeave;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FleetOfJvmsTest {

    private static final int COUNT = 20_000;
    private final ListRecorder recorder = new ListRecorder("witness").withoutRequests();

    @Test
    void threeWorkersAreOneFleetAndAKilledOneIsCountedOnce() throws Exception {
        List<Process> workers = new ArrayList<>();
        try (Telemetry master = Telemetry.builder("plan")
                .role(Role.MASTER)
                .recorder(recorder)
                .set("telemetry.recorders", "witness")
                .set("telemetry.worker.timeout", "60s")
                .start()) {
            for (int i = 1; i <= 3; i++) {
                workers.add(worker(master.run().encode(), i, i == 3 ? "hang" : "end"));
            }
            // The one that hangs has sent all it counted when its counts are complete here; then it is killed.
            DataInputStream third = new DataInputStream(workers.get(2).getInputStream());
            long counted = 0;
            while (counted < COUNT) {
                byte[] bytes = third.readNBytes(third.readInt());
                counted += new SnapshotReader(new LatencyBuckets(3))
                        .read(bytes).endpoints().stream()
                                .mapToLong(each -> each.service().count())
                                .sum();
                assertThat(master.merge(bytes)).isEqualTo(MergeResult.MERGED);
                assertThat(master.merge(bytes)).isEqualTo(MergeResult.DUPLICATE);
            }
            workers.get(2).destroyForcibly();
            for (Process worker : workers.subList(0, 2)) {
                pump(new DataInputStream(worker.getInputStream()), master);
            }
        } finally {
            workers.forEach(Process::destroyForcibly);
        }

        long[][] times = {WorkerMain.times(1, COUNT), WorkerMain.times(2, COUNT), WorkerMain.times(3, COUNT)};
        long[] pooled = LongStream.concat(
                        LongStream.of(times[0]), LongStream.concat(LongStream.of(times[1]), LongStream.of(times[2])))
                .sorted()
                .toArray();
        RequestStats total = recorder.events().stream()
                .filter(RequestStats.class::isInstance)
                .map(RequestStats.class::cast)
                .filter(stats -> stats.window() == RequestStats.Window.RUN && stats.endpoint() == null)
                .findFirst()
                .orElseThrow();
        assertThat(total.requests()).isEqualTo(3L * COUNT);
        LatencyStats stats = Objects.requireNonNull(total.serviceTime());
        near(stats.p50(), pooled, 0.5);
        near(stats.p75(), pooled, 0.75);
        near(stats.p90(), pooled, 0.9);
        near(stats.p95(), pooled, 0.95);
        near(stats.p99(), pooled, 0.99);
        near(stats.p999(), pooled, 0.999);
        double exact = at(pooled, 0.99);
        double average = 0;
        for (long[] each : times) {
            average += at(LongStream.of(each).sorted().toArray(), 0.99) / 3.0;
        }
        assertThat(average).isLessThan(exact * 0.9);
        assertThat(recorder.events().stream()
                        .filter(WorkerLeave.class::isInstance)
                        .map(event -> ((WorkerLeave) event).reason()))
                .containsExactlyInAnyOrder("finished", "finished", "run_ended");
    }

    @Test
    void aWorkerWithoutItsIdentityDoesNotStart() {
        assertThatThrownBy(() -> Telemetry.builder().role(Role.WORKER).start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("TELEMETRY_RUN");
        assertThatThrownBy(() -> Telemetry.builder("other")
                        .set("telemetry.run", "1.id.1.plan")
                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is not \"plan\"");
        assertThatThrownBy(
                        () -> Telemetry.builder().set("telemetry.run", "9.id").start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("of version 9");
    }

    private static void near(long percentile, long[] pooled, double share) {
        double exact = at(pooled, share);
        assertThat((double) percentile).isBetween(exact * 0.999, exact * 1.001);
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static void pump(DataInputStream in, Telemetry master) throws IOException {
        while (true) {
            int length;
            try {
                length = in.readInt();
            } catch (EOFException e) {
                return;
            }
            assertThat(master.merge(in.readNBytes(length))).isEqualTo(MergeResult.MERGED);
        }
    }

    private static Process worker(String run, int number, String what) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName(),
                Integer.toString(number),
                Integer.toString(COUNT),
                what);
        builder.environment().put("TELEMETRY_RUN", run);
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
