package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.api.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Others on the machine would like to read the lines, or to have them written to a place of their choice. */
@Timeout(120)
class OthersReadAlongTest {

    @TempDir
    Path folder;

    @Test
    void everyFileIsForTheOwnerOnly() throws Exception {
        Path out = folder.resolve("out");
        Path file = out.resolve("run.jsonl");
        try (ChildRun child = ChildRun.startBehind(
                "umask 000",
                "telemetry.json.path=" + file,
                "telemetry.json.requests=all",
                "telemetry.json.rotate.size=200kB",
                "telemetry.json.rotate.gzip=true")) {
            child.await("running ");
            // At all times, also while one is made or compressed.
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                List<Path> files = Files.exists(out) ? JsonFile.in(out) : List.of();
                for (Path each : files) {
                    assertOwnerOnly(each);
                }
                return files.size() > 4;
            });
            child.say("close");
            child.await("closed");
            child.assertTidy();
        }
        List<Path> files = JsonFile.in(out);
        assertThat(files).anyMatch(each -> each.toString().endsWith(".gz")).contains(file);
        for (Path each : files) {
            assertOwnerOnly(each);
            assertThat(JsonFile.count(each)).isPositive();
        }
        Fault.OTHERS_READ_ALONG.seen(
                this,
                "umask 000",
                "%d files, written, set aside and compressed, looked at all the time: 0600 each",
                files.size());
    }

    private static void assertOwnerOnly(Path file) throws Exception {
        try {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as("%s", file)
                    .isEqualTo("rw-------");
        } catch (java.nio.file.NoSuchFileException e) {
            assertThat(file.toString()).as("set aside or compressed meanwhile").contains("run");
        }
    }

    @Test
    void aLinkInTheWayAtTheStart() throws Exception {
        Path target = folder.resolve("precious");
        Path link = Files.createSymbolicLink(folder.resolve("run.jsonl"), target);
        refused(link);
        assertThat(target).doesNotExist();
        Files.writeString(target, "precious");
        refused(link);
        assertThat(target).hasContent("precious");
        Fault.OTHERS_READ_ALONG.seen(this, "a link at the start", "refused with one error; nothing written through it");
    }

    private static void refused(Path link) {
        try (FaultRun run = FaultRun.with("json").set("telemetry.json.path", link.toString())) {
            assertThatThrownBy(run::start)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("telemetry.json.path=" + link)
                    .hasMessageContaining("it is a symbolic link, and those are not followed");
        }
    }

    @Test
    void aLinkTakesThePlaceOfTheFile() throws Exception {
        Path file = folder.resolve("run.jsonl");
        Path kept = folder.resolve("kept.jsonl");
        Path precious = Files.writeString(folder.resolve("precious"), "{}\n");
        Path nothing = folder.resolve("nothing");
        try (FaultRun run = FaultRun.with("json")
                .set("telemetry.json.path", file.toString())
                .set("telemetry.json.requests", "all")
                .start()) {
            run.calm(Duration.ofMillis(500));
            Files.move(file, kept);
            Files.createSymbolicLink(file, precious);
            run.faulty(Duration.ofMillis(400));
            Files.delete(file);
            Files.createSymbolicLink(file, nothing);
            run.faulty(Duration.ofMillis(400));
            Files.delete(file);
            run.load(Duration.ofMillis(300));
            run.end();

            assertThat(precious).hasContent("{}\n");
            assertThat(nothing).doesNotExist();
            assertThat(run.console().warnings())
                    .anyMatch(text -> text.contains("symbolic link") && text.contains("key telemetry.json.path"));
            assertThat(JsonFile.count(kept) + JsonFile.count(file))
                    .isEqualTo(run.books("json").recorded());
            Fault.OTHERS_READ_ALONG.seen(
                    this,
                    "a link in mid-run",
                    "nothing written through it, then in a new file; %s",
                    run.figure("json"));
        }
    }
}
