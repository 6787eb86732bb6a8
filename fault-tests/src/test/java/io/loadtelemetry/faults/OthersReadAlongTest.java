package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run writes is for its owner only, and goes nowhere else. */
@Timeout(60)
class OthersReadAlongTest {

    private static final Path BASH = Path.of("/bin/bash");

    @TempDir
    Path folder;

    @Test
    void filesAreForTheirOwner() throws Exception {
        assumeThat(BASH).as("bash, for umask").exists();
        Path output = Files.createDirectory(folder.resolve("output"));
        try (ChildRun child = ChildRun.start(
                folder,
                List.of(BASH.toString(), "-c", "umask 000; exec \"$@\"", "bash"),
                "telemetry.recorders=json",
                "telemetry.json.path=" + output.resolve("run.jsonl"),
                "telemetry.json.requests=all",
                "telemetry.json.rotate.size=1MB",
                "telemetry.json.rotate.gzip=true",
                "seconds=1")) {
            assertThat(child.awaitExit(Duration.ofSeconds(30)))
                    .as(child.output())
                    .isZero();
        }
        List<String> modes = new ArrayList<>();
        try (var files = Files.list(output)) {
            for (Path each : files.toList()) {
                modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
            }
        }
        assertThat(modes).hasSizeGreaterThan(2).containsOnly("rw-------");
        Fault.OTHERS_READ_ALONG.seen(
                this, "with umask 000", "%d files, set aside and compressed ones too, all of mode 0600", modes.size());
    }

    @Test
    void aLinkIsRefusedAtTheStart() throws Exception {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("run.jsonl"), precious);
        try (ChildRun child = ChildRun.start(
                folder, List.of(), "telemetry.recorders=json", "telemetry.json.path=" + link, "seconds=1")) {
            assertThat(child.await("Exception in thread \"main\" ")).contains("telemetry.json.path", "symbolic link");
        }
        assertThat(precious).hasContent("precious");
        Fault.OTHERS_READ_ALONG.seen(this, "a link at the start", "refused, nothing written");
    }
}
