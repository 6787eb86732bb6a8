package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.DropReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file goes away under the run, again and again, with load on: it goes on in a new one, and no line is lost. */
@Timeout(120)
class FileMovedTest {

    private static final Duration CALM = Duration.ofMillis(500);
    private static final int TIMES = 10;
    private static final long PAUSE_MILLIS = 120;

    @TempDir
    Path folder;

    @Test
    void deletedAndRenamed() throws Exception {
        Path file = folder.resolve("run.jsonl");
        List<Path> all = new ArrayList<>(List.of(file));
        try (FaultRun run = run(file).start()) {
            run.calm(CALM);
            underLoad(run, number -> {
                Path kept = folder.resolve("kept-" + number);
                if (number % 2 == 0) {
                    Files.move(file, kept);
                } else {
                    // A second name, so that the lines of the deleted one can be counted.
                    Files.createLink(kept, file);
                    Files.delete(file);
                }
                all.add(kept);
            });
            run.end();

            assertNothingLost(run, all);
            assertThat(run.console().warnings())
                    .singleElement()
                    .asString()
                    .contains("deleted or renamed", file.toString());
            Fault.FILE_MOVED.seen(
                    this, "deleted and renamed", "%d times; %s", all.size() - 1, lines(run, "in all files together"));
        }
    }

    @Test
    void rotatedAndCompressed() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (FaultRun run = run(file)
                .set("telemetry.json.rotate.size", "500kB")
                .set("telemetry.json.rotate.gzip", "true")
                .start()) {
            run.calm(CALM);
            run.faulty(Duration.ofMillis(1500));
            run.end();

            List<Path> all = JsonFile.in(folder);
            assertThat(all).hasSizeGreaterThan(8);
            assertNothingLost(run, all);
            assertThat(run.console().warnings()).isEmpty();
            Fault.FILE_MOVED.seen(
                    this,
                    "rotated and compressed by the run",
                    "%d files; %s",
                    all.size(),
                    lines(run, "in all of them"));
        }
    }

    /** As "copytruncate" does. What comes between the copy and the cut is lost by it, so the load pauses for the cut. */
    @Test
    void truncated() throws Exception {
        Path file = folder.resolve("run.jsonl");
        List<Path> all = new ArrayList<>(List.of(file));
        try (FaultRun run = run(file).set("telemetry.stats.interval", "1h").start()) {
            run.calm(CALM);
            for (int i = 0; i < 3; i++) {
                long published = run.books("json").published();
                org.awaitility.Awaitility.await()
                        .until(() -> JsonFile.count(file) + JsonFile.countAll(all.subList(1, all.size())) == published);
                Path copy = Files.copy(file, folder.resolve("copy-" + i));
                all.add(copy);
                truncate(file);
                run.faulty(Duration.ofMillis(300));
            }
            run.end();

            assertNothingLost(run, all);
            Fault.FILE_MOVED.seen(this, "truncated", "%d times; %s", 3, lines(run, "in the copies and the file"));
        }
    }

    /** So often that a write is hit: what it writes must not land behind a hole. */
    @Test
    void truncatedWhileItIsWritten() throws Exception {
        Path file = folder.resolve("run.jsonl");
        AtomicLong times = new AtomicLong();
        AtomicLong holes = new AtomicLong();
        try (FaultRun run = run(file).perSecond(60_000).start()) {
            run.calm(CALM);
            ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
            Future<?> truncating = thread.scheduleWithFixedDelay(
                    () -> {
                        holes.addAndGet(firstByte(file) == 0 ? 1 : 0);
                        truncate(file);
                        times.incrementAndGet();
                    },
                    0,
                    400,
                    TimeUnit.MICROSECONDS);
            run.faulty(Duration.ofMillis(1500));
            thread.shutdown();
            assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(truncating.isCancelled()).as("it went on until then").isTrue();
            run.load(Duration.ofMillis(300));
            run.end();

            assertThat(times.get()).isGreaterThan(100);
            assertThat(holes.get()).as("files that began with a hole").isZero();
            // A busy machine may let the lane sleep for longer than one thread's part of the ring lasts.
            assertThat(run.books("json").dropped().keySet()).isSubsetOf(DropReason.OVERRUN);
            assertThat(JsonFile.count(file))
                    .isPositive()
                    .isLessThan(run.books("json").recorded());
            Fault.FILE_MOVED.seen(
                    this, "truncated while it is written", "%d times, no hole; what follows is whole", times.get());
        }
    }

    private static int firstByte(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Step {
        void happen(int number) throws IOException;
    }

    /** Something happens to the file again and again while the load goes on. */
    private static void underLoad(FaultRun run, Step step) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Callable<Integer> steps = () -> {
                for (int i = 0; i < TIMES; i++) {
                    Thread.sleep(PAUSE_MILLIS);
                    step.happen(i);
                }
                return TIMES;
            };
            Future<Integer> done = thread.submit(steps);
            run.faulty(Duration.ofMillis((TIMES + 3) * PAUSE_MILLIS));
            assertThat(done.get(30, TimeUnit.SECONDS)).isEqualTo(TIMES);
            run.load(Duration.ofMillis(200));
        } finally {
            thread.shutdownNow();
        }
    }

    private static FaultRun run(Path file) {
        return FaultRun.with("json").set("telemetry.json.path", file.toString()).set("telemetry.json.requests", "all");
    }

    private static void truncate(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNothingLost(FaultRun run, List<Path> files) throws IOException {
        assertThat(run.books("json").droppedTotal()).isZero();
        assertThat(JsonFile.countAll(files)).isEqualTo(run.books("json").recorded());
    }

    private static String lines(FaultRun run, String where) {
        return String.format(
                "%,d events recorded, as many lines %s", run.books("json").recorded(), where);
    }
}
