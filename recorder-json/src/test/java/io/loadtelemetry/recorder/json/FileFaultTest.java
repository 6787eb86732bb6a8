package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.SampleEvents;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the world does to a file while a run writes to it. */
@Timeout(120)
class FileFaultTest {

    @TempDir
    Path folder;

    private int number;

    @Test
    void aDeletedFileIsMadeAnew() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (RecorderHarness harness = start(file)) {
            write(harness);
            Files.delete(file);
            awaitNewFile(harness, file);
            assertThat(harness.warnings()).anyMatch(warning -> warning.contains("deleted or renamed"));
            assertThat(harness.accounting().dropped()).isEmpty();
        }
        assertThat(Lines.read(file)).isNotEmpty();
    }

    @Test
    void aDeletedFolderIsMadeAnew() throws Exception {
        Path file = folder.resolve("sub/run.jsonl");
        try (RecorderHarness harness = start(file)) {
            write(harness);
            Files.delete(file);
            Files.delete(file.getParent());
            awaitNewFile(harness, file);
        }
        assertThat(Lines.read(file)).isNotEmpty();
    }

    @Test
    void aRenamedFileIsLeftWholeAndNothingIsLost() throws Exception {
        Path file = folder.resolve("run.jsonl");
        Path renamed = folder.resolve("renamed.jsonl");
        try (RecorderHarness harness = start(file)) {
            write(harness);
            Files.move(file, renamed);
            awaitNewFile(harness, file);
            write(harness);
        }
        List<JsonNode> lines = new ArrayList<>(Lines.read(renamed));
        lines.addAll(Lines.read(file));
        assertThat(lines).hasSize(number);
    }

    @Test
    void aLinkThatTakesTheFilesPlaceIsNotFollowed() throws Exception {
        Path file = folder.resolve("run.jsonl");
        Path target = Files.writeString(folder.resolve("precious"), "{}\n");
        try (RecorderHarness harness = start(file)) {
            write(harness);
            Files.delete(file);
            Files.createSymbolicLink(file, target);
            await().untilAsserted(() -> {
                write(harness);
                assertThat(harness.warnings()).anyMatch(warning -> warning.contains("symbolic link"));
            });
            Files.delete(file);
            awaitNewFile(harness, file);
        }
        assertThat(target).hasContent("{}\n");
        assertThat(Lines.read(file)).isNotEmpty();
    }

    @Test
    void aTruncatedFileGoesOnAtItsNewEnd() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (RecorderHarness harness = start(file)) {
            write(harness);
            write(harness);
            truncate(file, 0);
            write(harness);
            assertThat(Lines.read(file)).hasSize(1);
            write(harness);
            truncate(file, Files.size(file) - 10);
            write(harness);
            assertThat(Lines.read(file)).hasSize(2);
        }
    }

    @Test
    void aFullDeviceIsCountedAndToldOnce() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        RecorderHarness harness = start(full);
        for (int i = 0; i < 10; i++) {
            write(harness);
        }
        harness.close();
        assertThat(harness.failures()).isEmpty();
        assertThat(harness.warnings())
                .isNotEmpty()
                .allMatch(warning -> warning.contains("/dev/full") && warning.contains("telemetry.json.path"))
                .allMatch(warning -> warning.matches(".*Lines lost so far: [1-9]\\d* \\(write_failed\\).*"));
        assertThat(harness.accounting().dropped()).isEqualTo(Map.of(DropReason.WRITE_FAILED, 10L));
        assertThat(harness.accounting().recorded()).isZero();
    }

    @Test
    void aFullDiskGluesNoLinesAndIsRecoveredFrom() throws Exception {
        assumeThat(Path.of("/usr/bin/prlimit")).exists();
        Path file = folder.resolve("run.jsonl");
        Path stop = folder.resolve("stop");
        // No file may be larger than 100 kB (in units of 1024 bytes): writes stop in the middle of a line.
        try (ChildJvm child = ChildJvm.start(file, stop, "ulimit -S -f 100")) {
            child.await("running");
            await().atMost(java.time.Duration.ofSeconds(30)).until(() -> Files.size(file) > 60 * 1024);
            assertThat(child.await("WARNING: ")).contains(file.toString(), "telemetry.json.path");
            List<JsonNode> before = Lines.read(file);
            assertThat(Files.size(file)).isLessThanOrEqualTo(100 * 1024);
            Process allow = new ProcessBuilder("prlimit", "--pid", "" + child.pid(), "--fsize=unlimited")
                    .inheritIO()
                    .start();
            assertThat(allow.waitFor()).isZero();
            await().atMost(java.time.Duration.ofSeconds(30)).until(() -> Files.size(file) > 200 * 1024);
            Files.createFile(stop);
            String accounting = child.await("accounting ");
            List<JsonNode> after = Lines.read(file);
            assertThat(after.size()).isGreaterThan(before.size());
            Lines.assertValid(after.subList(0, 50));
            assertThat(accounting).contains("pending=0", "recorded=" + after.size());
        }
    }

    @Test
    void aKilledRunLeavesAtMostOneTornLineAndTheNextOneRepairsIt() throws Exception {
        Path file = folder.resolve("run.jsonl");
        java.util.Random random = new java.util.Random();
        int lines = 0;
        for (int kill = 0; kill < 5; kill++) {
            try (ChildJvm child = ChildJvm.start(file, folder.resolve("stop"), "")) {
                child.await("running");
                long size = Files.size(file);
                await().atMost(java.time.Duration.ofSeconds(30)).until(() -> Files.size(file) > size);
                java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(50_000_000));
                child.kill();
            }
            try (RecorderHarness harness = start(file)) {
                write(harness);
            }
            int now = Lines.read(file).size();
            assertThat(now).isGreaterThan(lines + 1);
            lines = now;
        }
    }

    @Test
    void interruptsDoNotCloseTheFile() throws Exception {
        Path file = folder.resolve("run.jsonl");
        JsonRecorderProvider provider = new JsonRecorderProvider();
        try (RecorderHarness harness = start(file)) {
            var recorder = provider.create(new MovedContext(harness.context(), folder.resolve("other.jsonl")));
            for (int i = 0; i < 100; i++) {
                Thread.currentThread().interrupt();
                recorder.record(new Annotation(i, "interrupted", Map.of()));
                recorder.tick(i);
                assertThat(Thread.interrupted()).isTrue();
            }
            recorder.close();
        }
        assertThat(Lines.read(folder.resolve("other.jsonl"))).hasSize(100);
    }

    @Test
    void whatWaitsForABrokenOutputIsBoundedAndCounted() throws Exception {
        Path file = folder.resolve("sub/run.jsonl");
        long lost;
        try (RecorderHarness harness = start(file)) {
            Files.delete(file);
            Files.delete(file.getParent());
            Files.writeString(file.getParent(), "in the way");
            for (int i = 0; i < 20_000; i++) {
                harness.record(SampleEvents.request(Endpoint.of("GET", "/x"), 0, i));
                number++;
            }
            write(harness);
            assertThat(harness.failures()).isEmpty();
            Files.delete(file.getParent());
            awaitNewFile(harness, file);
            lost = harness.accounting().dropped().getOrDefault(DropReason.WRITE_FAILED, 0L);
            assertThat(lost).isPositive().isLessThan(20_000);
        }
        assertThat(Lines.read(file)).hasSize((int) (number - lost));
    }

    private RecorderHarness start(Path file) throws Exception {
        return RecorderHarness.start(
                new JsonRecorderProvider(),
                Map.of("telemetry.json.path", file.toString(), "telemetry.json.requests", "all"));
    }

    /** One line, which is written at once. */
    private void write(RecorderHarness harness) {
        harness.recordBatch(List.of(new Annotation(harness.context().now(), "note-" + number++, Map.of())));
    }

    private void awaitNewFile(RecorderHarness harness, Path file) {
        await().untilAsserted(() -> {
            write(harness);
            assertThat(file).isRegularFile().isNotEmptyFile();
        });
    }

    private static void truncate(Path file, long size) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }
}
