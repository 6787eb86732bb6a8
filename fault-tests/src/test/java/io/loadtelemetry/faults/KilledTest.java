package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are killed while they write thousands of lines a second; the next one goes on in the same file. */
@Timeout(300)
class KilledTest {

    private static final int KILLS = Integer.getInteger("faults.kills", 50);
    private static final int AT_A_TIME = 2;
    private static final long LATEST_NANOS = 150_000_000;

    /** As often the test tears the last line itself: a kill seldom hits the middle of a write, a power cut would. */
    private static final int TEAR_EVERY = 5;

    @TempDir
    Path folder;

    @Test
    void fiftyTimesAtRandom() throws Exception {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        System.out.println("KilledTest: seed " + seed + " (again: -Dfaults.seed=" + seed + ")");
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            Killing plain = new Killing(folder.resolve("plain"), new Random(seed), List.of());
            Killing rotating = new Killing(
                    folder.resolve("rotating"),
                    new Random(seed + 1),
                    List.of("telemetry.json.rotate.size=1mb", "telemetry.json.rotate.gzip=true"));
            List<Future<KilledFiles>> results = List.of(threads.submit(plain), threads.submit(rotating));
            KilledFiles one = results.get(0).get(250, TimeUnit.SECONDS);
            KilledFiles other = results.get(1).get(250, TimeUnit.SECONDS);
            assertThat(one.lines()).isGreaterThan(KILLS);
            assertThat(other.rotated()).as("files set aside").isPositive();
            Fault.KILLED.seen(
                    this,
                    "50 times",
                    "%d kills, %,d lines read, %d torn by the kill and %d by the test, each at the very end, all repaired;"
                            + " %d files set aside, all whole",
                    plain.kills + rotating.kills,
                    one.lines() + other.lines(),
                    one.tornByKill() + other.tornByKill(),
                    plain.tears + rotating.tears,
                    one.rotated() + other.rotated());
        } finally {
            threads.shutdownNow();
        }
    }

    /** One file, in which run after run is killed. */
    private static final class Killing implements Callable<KilledFiles> {
        private final Path file;
        private final Random random;
        private final String[] options;
        private final KilledFiles files;
        private int kills;
        private int tears;

        Killing(Path folder, Random random, List<String> options) {
            this.random = random;
            file = folder.resolve("run.jsonl");
            files = new KilledFiles(folder, file);
            this.options = java.util.stream.Stream.concat(
                            java.util.stream.Stream.of(
                                    "telemetry.json.path=" + file, "telemetry.json.requests=all", "per-ms=60"),
                            options.stream())
                    .toArray(String[]::new);
        }

        @Override
        public KilledFiles call() throws Exception {
            for (kills = 0; kills < KILLS / AT_A_TIME; kills++) {
                try (ChildRun child = ChildRun.start(options)) {
                    String run = child.await("running ");
                    await().atMost(Duration.ofSeconds(30))
                            .pollInterval(Duration.ofMillis(2))
                            .until(() -> Files.exists(file) && files.grown());
                    LockSupport.parkNanos((long) (random.nextDouble() * LATEST_NANOS));
                    child.kill();
                    child.assertTidy();
                    files.readAfterKill(run);
                }
                if (kills % TEAR_EVERY == 0) {
                    tear();
                }
            }
            try (ChildRun last = ChildRun.start(options)) {
                String run = last.await("running ");
                last.say("close");
                last.await("closed");
                files.readAfterClose(run);
            }
            return files;
        }

        private void tear() throws Exception {
            if (!Files.exists(file) || Files.size(file) < 1000) {
                return; // Killed just as it set a file aside.
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                // At least two bytes: without its end alone a line is still whole, and stays.
                channel.truncate(channel.size() - 2 - random.nextInt(150));
            }
            files.torn();
            tears++;
        }
    }
}
