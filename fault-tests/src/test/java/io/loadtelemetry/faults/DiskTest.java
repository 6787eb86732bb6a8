package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.DropReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that does not take what is written. */
@Timeout(90)
class DiskTest {

    private static final Duration LONGEST = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    /** A real file system of 1.2 MB, of which another file takes 1 MB and then gives it back. */
    @Test
    void fullAndThenSpaceAgain() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path kept = folder.resolve("kept.jsonl");
        List<String> script = new ArrayList<>(ownMounts());
        script.addAll(List.of(
                "bash",
                "-c",
                "mount -t tmpfs -o size=1200k tmpfs '" + disk + "' && head -c 1M /dev/zero > '" + disk
                        + "/filler' && \"$@\" && cp '" + disk + "/run.jsonl' '" + kept + "'",
                "bash"));
        try (ChildRun child = ChildRun.start(
                folder,
                script,
                "telemetry.recorders=json,witness",
                "telemetry.json.path=" + disk.resolve("run.jsonl"),
                "telemetry.json.requests=0.02",
                "seconds=4")) {
            String warning = child.await("WARNING: recorder json: ");
            assertThat(warning).contains(disk.resolve("run.jsonl").toString(), "telemetry.json.path");
            Files.delete(Path.of("/proc/" + child.pid() + "/root" + disk + "/filler"));
            assertThat(child.awaitExit(LONGEST)).as(child.output()).isZero();

            List<JsonNode> lines = Lines.read(kept);
            assertBooks(child, lines.size());
            assertThat(Lines.endsWithTestStop(lines)).isTrue();
            Fault.DISK.seen(this, "full, and space again", "json recorded %s; siblings lost 0", child.books("json"));
        }
    }

    @Test
    void fullForTheWholeRun() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).as("a device that is always full").exists();
        try (FaultRun run = FaultRun.with("json")
                .set("telemetry.json.path", full.toString())
                .set("telemetry.json.requests", "all")
                .start()) {
            run.load(Duration.ofMillis(800));
            run.end();

            assertThat(run.books("json").recorded()).isZero();
            assertThat(run.books("json").dropped()).containsOnlyKeys(DropReason.WRITE_FAILED);
            assertThat(run.console().warnings()).anyMatch(text -> text.contains("telemetry.json.path"));
            Fault.DISK.seen(this, "full for the whole run", run.figure("json"));
        }
    }

    @Test
    void errorsNowAndThen() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (ChildRun child = traced(file, "inject=write:error=EIO:when=20+20")) {
            assertThat(child.awaitExit(LONGEST)).as(child.output()).isZero();

            assertBooks(child, Lines.read(file).size());
            // What could not be written waits and is written with the next lines.
            assertThat(child.books("json")).doesNotContain(DropReason.WRITE_FAILED);
            assertThat(child.await("WARNING: recorder json: ")).contains(file.toString(), "telemetry.json.path");
            Fault.DISK.seen(
                    this, "an error at every 20th write", "json recorded %s; siblings lost 0", child.books("json"));
        }
    }

    @Test
    void slow() throws Exception {
        Path file = folder.resolve("run.jsonl");
        // A tenth of a second for every write; a write has at most 64 kB or so.
        try (ChildRun child = traced(file, "inject=write:delay_enter=100000")) {
            assertThat(child.awaitExit(LONGEST)).as(child.output()).isZero();

            assertBooks(child, Lines.read(file).size());
            Fault.DISK.seen(this, "0.1 s for each write", "json recorded %s; siblings lost 0", child.books("json"));
        }
    }

    @Test
    void readOnly() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        List<String> script = new ArrayList<>(ownMounts());
        script.addAll(List.of("bash", "-c", "mount -t tmpfs -o ro tmpfs '" + disk + "' && exec \"$@\"", "bash"));
        try (ChildRun child = ChildRun.start(
                folder,
                script,
                "telemetry.recorders=json",
                "telemetry.json.path=" + disk.resolve("run.jsonl"),
                "seconds=1")) {
            assertThat(child.await("Exception in thread \"main\" "))
                    .contains("telemetry.json.path=" + disk, "allowed is");
        }
        Fault.DISK.seen(this, "read-only", "refused at the start");
    }

    @Test
    void thePathIsAFolder() {
        assertThatThrownBy(() -> FaultRun.with("json")
                        .set("telemetry.json.path", folder.toString())
                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("telemetry.json.path=" + folder, "it is a folder");
        Fault.DISK.seen(this, "a folder", "refused at the start");
    }

    @Test
    void noPermission() throws Exception {
        Path file = Files.createFile(folder.resolve("run.jsonl"));
        assertThat(file.toFile().setWritable(false)).isTrue();
        assumeThat(Files.isWritable(file)).as("root may write anything").isFalse();
        assertThatThrownBy(() -> FaultRun.with("json")
                        .set("telemetry.json.path", file.toString())
                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.json.path=" + file);
        Fault.DISK.seen(this, "no permission", "refused at the start");
    }

    private ChildRun traced(Path file, String injection) throws Exception {
        assumeThat(succeeds("strace", "-f", "-o", "/dev/null", "-e", "trace=write", "true"))
                .as("strace, and the right to use it")
                .isTrue();
        return ChildRun.start(
                folder,
                List.of(
                        "strace",
                        "-f",
                        "-qq",
                        "-o",
                        "/dev/null",
                        "-P",
                        file.toString(),
                        "-e",
                        "trace=write",
                        "-e",
                        injection),
                "telemetry.recorders=json,witness",
                "telemetry.json.path=" + file,
                "telemetry.json.requests=0.2",
                "seconds=2");
    }

    private static void assertBooks(ChildRun child, int lines) throws Exception {
        assertThat(child.books("json")).startsWith(lines + " ");
        assertThat(child.books("statistics")).endsWith(" {}");
        assertThat(child.books("witness")).endsWith(" {}");
    }

    /** What gives a command mounts of its own: root may have them, others where user namespaces are allowed. */
    private static List<String> ownMounts() throws Exception {
        List<String> root = List.of("unshare", "-m");
        List<String> others = List.of("unshare", "-Urm");
        boolean asRoot = succeeds("unshare", "-m", "true");
        assumeThat(asRoot || succeeds("unshare", "-Urm", "true"))
                .as("unshare, and the right to mount")
                .isTrue();
        return asRoot ? root : others;
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (java.io.IOException missing) {
            return false;
        }
    }
}
