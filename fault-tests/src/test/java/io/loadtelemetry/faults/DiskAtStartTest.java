package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loadtelemetry.api.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A place where no file can be: the run does not start, for one clear reason, and leaves nothing behind. */
@Timeout(60)
class DiskAtStartTest {

    @TempDir
    Path folder;

    @Test
    void readOnly() throws Exception {
        try (MountedDisk disk = MountedDisk.mount(folder, 1)) {
            assertThat(disk.run("mount -o remount,bind,ro '" + folder + "'")).isEqualTo("0");
            refused(disk.folder().resolve("run.jsonl"), "Read-only file system", "read-only");
        }
    }

    @Test
    void fullAlready() throws Exception {
        try (MountedDisk disk = MountedDisk.mount(folder, 1)) {
            disk.fill();
            Path file = disk.folder().resolve("run.jsonl");
            try (FaultRun run = FaultRun.with("json")
                    .set("telemetry.json.path", file.toString())
                    .start()) {
                run.load(java.time.Duration.ofMillis(300));
                Files.delete(disk.folder().resolve("ballast"));
                run.load(java.time.Duration.ofMillis(500));
                run.end();
                // Few lines without requests: all of them wait for the space.
                assertThat(run.books("json").dropped()).isEmpty();
                assertThat(JsonFile.count(file)).isEqualTo(run.books("json").recorded());
                Fault.DISK.seen(this, "full at the start, then space", run.figure("json"));
            }
        }
    }

    @Test
    void aFolder() throws Exception {
        refused(folder, "it is a folder", "a folder");
    }

    @Test
    void noPermission() throws Exception {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
        assumeThat(Files.isWritable(locked)).as("root may write anywhere").isFalse();
        refused(locked.resolve("run.jsonl"), "permission denied", "no permission");
    }

    private void refused(Path path, String because, String what) {
        try (FaultRun run = FaultRun.with("json").set("telemetry.json.path", path.toString())) {
            assertThatThrownBy(run::start)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("telemetry.json.path=" + path)
                    .hasMessageContaining(because)
                    .hasMessageContaining("allowed is");
            assertThat(run.console().warnings()).isEmpty();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("telemetry-json") || name.startsWith("telemetry-witness"));
        Fault.DISK.seen(this, what, "refused at the start with one error: " + because);
    }
}
