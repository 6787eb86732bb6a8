package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loadtelemetry.api.RequestRecorder;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Load from virtual threads. */
@Timeout(90)
class VirtualThreadsTest {

    private static final int THREADS = 10_000;
    private static final int TURNS = 20;

    @TempDir
    Path folder;

    @Test
    void tenThousandPublish() throws Exception {
        assumeThat(Runtime.version().feature())
                .as("virtual threads need a JDK of 21 or newer")
                .isGreaterThanOrEqualTo(21);
        LongAdder calls = new LongAdder();
        try (FaultRun run = FaultRun.with("").start();
                Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold();
            recording.start();
            RequestRecorder cart = run.telemetry().request("GET", "/cart");
            ExecutorService threads = virtualThreads();
            long begin = System.nanoTime();
            for (int i = 0; i < THREADS; i++) {
                threads.execute(() -> {
                    for (int turn = 0; turn < TURNS; turn++) {
                        long now = run.telemetry().now();
                        cart.success(now - 1_000_000, now);
                        calls.increment();
                        pause();
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS))
                    .as("all virtual threads came to their end")
                    .isTrue();
            long took = System.nanoTime() - begin;
            recording.stop();
            Path file = folder.resolve("pinned.jfr");
            recording.dump(file);
            run.addCalls(calls.sum());
            run.end();

            assertThat(calls.sum()).isEqualTo((long) THREADS * TURNS);
            List<RecordedEvent> pinned = RecordingFile.readAllEvents(file).stream()
                    .filter(VirtualThreadsTest::inTheLibrary)
                    .toList();
            assertThat(pinned).isEmpty();
            Fault.VIRTUAL_THREADS.seen(
                    this,
                    "published",
                    "%,d requests of %,d threads in %.1f s; none lost, none pinned",
                    calls.sum(),
                    THREADS,
                    took / 1e9);
        }
    }

    private static boolean inTheLibrary(RecordedEvent event) {
        return event.getStackTrace() != null
                && event.getStackTrace().getFrames().stream()
                        .anyMatch(frame -> frame.getMethod().getType().getName().startsWith("io.loadtelemetry.core"));
    }

    /** By reflection: the tests are compiled for JDK 17. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
