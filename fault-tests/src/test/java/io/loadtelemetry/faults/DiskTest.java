package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loadtelemetry.api.DropReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk fails, and works again: what is in the file then is what the books say, line by line. */
@Timeout(120)
class DiskTest {

    private static final Duration CALM = Duration.ofMillis(500);
    private static final Duration FAULT = Duration.ofSeconds(1);
    private static final Duration AFTER = Duration.ofMillis(300);

    @TempDir
    Path folder;

    @Test
    void fullAndThenSpaceAgain() throws Exception {
        try (MountedDisk disk = MountedDisk.mount(folder, 48)) {
            Path file = disk.folder().resolve("run.jsonl");
            try (FaultRun run = run(file).start()) {
                run.calm(CALM);
                Path ballast = disk.fill();
                run.faulty(FAULT);
                Files.delete(ballast);
                run.load(AFTER);
                run.end();

                assertLost(run, DropReason.WRITE_FAILED, file);
                assertThat(run.console().warnings()).anyMatch(text -> text.contains("No space left"));
                assertFileIsWhatTheBooksSay(run, file);
                Fault.DISK.seen(this, "full, then space again", run.figure("json"));
            }
        }
    }

    @Test
    void inputOutputErrors() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (FaultRun run = run(file).start()) {
            run.calm(CALM);
            long touched = 0;
            for (String error : new String[] {"EIO", "ENOSPC", "EROFS"}) {
                try (Strace strace = Strace.inject("telemetry-json", file, "error=" + error)) {
                    run.faulty(Duration.ofMillis(500));
                    touched += strace.touched();
                }
                run.load(AFTER);
            }
            run.end();

            assertThat(touched).as("writes that failed").isPositive();
            assertLost(run, DropReason.WRITE_FAILED, file);
            assertThat(run.console().warnings()).anyMatch(text -> text.contains("Input/output error"));
            assertFileIsWhatTheBooksSay(run, file);
            Fault.DISK.seen(this, "EIO, ENOSPC, EROFS by strace", run.figure("json"));
        }
    }

    @Test
    void slow() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (FaultRun run = run(file)
                .set("telemetry.ring.capacity", "16384")
                .perSecond(30_000)
                .start()) {
            run.calm(CALM);
            try (Strace strace = Strace.inject("telemetry-json", file, "delay_enter=300000")) {
                run.faulty(Duration.ofMillis(1500));
                assertThat(strace.touched()).isPositive();
            }
            run.load(AFTER);
            run.end();

            assertLost(run, DropReason.OVERRUN, file);
            assertFileIsWhatTheBooksSay(run, file);
            Fault.DISK.seen(this, "0.3 s for each write, by strace", run.figure("json"));
        }
    }

    @Test
    void aPipeThatNobodyReadsForAWhile() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .as("mkfifo")
                .isZero();
        try (FaultRun run = run(pipe)
                        .set("telemetry.ring.capacity", "16384")
                        .perSecond(30_000)
                        .start();
                PipeReader reader = new PipeReader(pipe)) {
            run.calm(CALM);
            reader.pause();
            run.faulty(FAULT);
            reader.goOn();
            run.load(AFTER);
            run.end();

            assertThat(run.dropped("json", DropReason.OVERRUN)).isPositive();
            assertThat(run.books("json").droppedTotal()).isEqualTo(run.dropped("json", DropReason.OVERRUN));
            assertThat(reader.lines(run.books("json").recorded()))
                    .isEqualTo(run.books("json").recorded());
            Fault.DISK.seen(this, "a pipe that is not read for 1 s", run.figure("json"));
        }
    }

    @Test
    void aDeviceThatIsAlwaysFull() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        try (FaultRun run = run(full).start()) {
            run.load(CALM);
            run.end();

            assertThat(run.books("json").recorded()).isZero();
            assertThat(run.dropped("json", DropReason.WRITE_FAILED))
                    .isEqualTo(run.books("json").published());
            assertToldWell(run, full);
            Fault.DISK.seen(this, "always full", run.figure("json"));
        }
    }

    @Test
    void aFolderTakesThePlaceOfTheFile() throws Exception {
        Path file = folder.resolve("run.jsonl");
        Path kept = folder.resolve("kept.jsonl");
        try (FaultRun run = run(file).start()) {
            run.calm(CALM);
            Files.move(file, kept);
            Files.createDirectory(file);
            run.faulty(FAULT);
            Files.delete(file);
            run.load(AFTER);
            run.end();

            assertLost(run, DropReason.WRITE_FAILED, file);
            assertThat(run.console().warnings()).anyMatch(text -> text.contains("it is a folder"));
            assertThat(JsonFile.count(kept) + JsonFile.count(file))
                    .isEqualTo(run.books("json").recorded());
            Fault.DISK.seen(this, "the path becomes a folder", run.figure("json"));
        }
    }

    private static FaultRun run(Path file) {
        return FaultRun.with("json")
                .set("telemetry.json.path", file.toString())
                .set("telemetry.json.requests", "all")
                .set("telemetry.stats.interval", "500ms");
    }

    /** For one reason only, and the run was told of every one of them. */
    private static void assertLost(FaultRun run, String reason, Path file) {
        assertThat(run.dropped("json", reason)).isPositive();
        assertThat(run.books("json").dropped()).containsOnlyKeys(reason);
        assertThat(run.witness().told("json", reason)).isEqualTo(run.dropped("json", reason));
        if (reason.equals(DropReason.WRITE_FAILED)) {
            assertToldWell(run, file);
        }
        assertThat(run.console().warnings())
                .anyMatch(text -> text.matches("recorder json: [1-9].* events dropped so far \\(" + reason + "[;)].*"));
    }

    /** What happened, what is lost so far, which key changes it. */
    private static void assertToldWell(FaultRun run, Path file) {
        assertThat(run.console().warnings())
                .filteredOn(text -> text.contains("cannot write"))
                .isNotEmpty()
                .allMatch(text -> text.contains(file.toString())
                        && text.contains("key telemetry.json.path")
                        && text.contains("Lines lost so far: "));
    }

    /** Also: no line is glued to another one, none is torn. */
    private static void assertFileIsWhatTheBooksSay(FaultRun run, Path file) throws Exception {
        assertThat(JsonFile.count(file)).isEqualTo(run.books("json").recorded());
    }
}
