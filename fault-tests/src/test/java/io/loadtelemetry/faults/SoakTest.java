package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.testkit.OtlpReceiver;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long run: every request on a line of a file that is rotated, and a collector that is there for 20 seconds and away for
 * 10. What is flat in the second third of the run must be as flat in the last. {@code -Psoak}; {@code -Dsoak.minutes=3}
 * for a shorter one.
 */
@Tag("soak")
class SoakTest {

    private static final int PER_SECOND = 20_000;
    private static final Duration STEP = Duration.ofSeconds(10);

    private record Sample(long heap, long threads, long files, long publishP99) {}

    @TempDir
    Path folder;

    @Test
    void isFlat() throws Exception {
        long steps =
                Math.max(9, Duration.ofMinutes(Long.getLong("soak.minutes", 30)).dividedBy(STEP));
        List<Sample> samples = new ArrayList<>();
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            System.setProperty("otel.exporter.otlp.endpoint", receiver.endpoint());
            try (FaultRun run = FaultRun.with("json,otel,system")
                    .set("telemetry.json.path", folder.resolve("run.jsonl").toString())
                    .set("telemetry.json.requests", "all")
                    .set("telemetry.json.rotate.size", "20MB")
                    .set("telemetry.json.rotate.keep", "3")
                    .set("telemetry.json.rotate.gzip", "true")
                    .perSecond(PER_SECOND)
                    .start()) {
                for (long step = 0; step < steps; step++) {
                    receiver.respondWith(step % 3 == 2 ? 503 : 200);
                    long p99 = run.load(STEP).medianOfP99();
                    receiver.clear();
                    samples.add(sample(p99));
                    System.out.println(step + " of " + steps + ": " + samples.get(samples.size() - 1));
                }
                receiver.respondWith(200);
                long calls = run.calls();
                run.end();

                assertThat(run.books("json").dropped()).isEmpty();
                assertThat(run.books("otel").dropped()).isEmpty();
                assertThat(receiver.count("loadtest.request.duration", Map.of()))
                        .isEqualTo(calls);
                try (Stream<Path> files = Files.list(folder)) {
                    assertThat(files.count()).isLessThanOrEqualTo(4);
                }
                Sample before = worst(samples, steps / 3, 2 * steps / 3);
                Sample after = worst(samples, 2 * steps / 3, steps);
                assertThat(after.heap()).as("heap").isLessThan(before.heap() * 5 / 4 + (4 << 20));
                assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 2);
                assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + 2);
                assertThat(after.publishP99()).as("p99 of publishing").isLessThan(4 * before.publishP99() + 2_000);
                Fault.SOAK.seen(
                        this,
                        "of " + steps * STEP.toSeconds() / 60 + " minutes",
                        "%,d requests, none lost; second third against last: heap %.1f, %.1f MB; threads %d, %d; open files"
                                + " %d, %d; publish p99 %,d, %,d ns",
                        calls,
                        before.heap() / 1e6,
                        after.heap() / 1e6,
                        before.threads(),
                        after.threads(),
                        before.files(),
                        after.files(),
                        before.publishP99(),
                        after.publishP99());
            }
        } finally {
            System.clearProperty("otel.exporter.otlp.endpoint");
        }
    }

    private static Sample sample(long p99) throws IOException {
        System.gc();
        System.gc();
        return new Sample(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                openFiles(),
                p99);
    }

    private static long openFiles() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(open)) {
            return files.count();
        }
    }

    private static Sample worst(List<Sample> samples, long from, long to) {
        List<Sample> part = samples.subList((int) from, (int) to);
        return new Sample(
                most(part, Sample::heap),
                most(part, Sample::threads),
                most(part, Sample::files),
                most(part, Sample::publishP99));
    }

    private static long most(List<Sample> samples, ToLongFunction<Sample> figure) {
        return samples.stream().mapToLong(figure).max().orElseThrow();
    }
}
