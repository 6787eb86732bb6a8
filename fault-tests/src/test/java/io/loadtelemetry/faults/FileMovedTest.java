package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.api.DropReason;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What others do to the file of a run while it is written, and what the run itself does when it rotates. */
@Timeout(60)
class FileMovedTest {

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("run.jsonl");
    }

    private FaultRun run() {
        return FaultRun.with("json").set("telemetry.json.path", file.toString()).set("telemetry.json.requests", "all");
    }

    @Test
    void renamed() throws Exception {
        try (FaultRun run = run().start()) {
            run.calm(Duration.ofMillis(300));
            Files.move(file, folder.resolve("renamed.jsonl"));
            run.faulty(Duration.ofMillis(600));
            run.end();

            assertThat(run.books("json").dropped()).isEmpty();
            assertThat(Lines.readAll(folder)).hasSize((int) run.books("json").recorded());
            Fault.FILE_MOVED.seen(this, "renamed", run.figure("json"));
        }
    }

    @Test
    void deleted() throws Exception {
        try (FaultRun run = run().start()) {
            run.calm(Duration.ofMillis(300));
            Files.delete(file);
            run.faulty(Duration.ofMillis(600));
            run.end();

            // What was in the deleted file was written, and is gone with it; what came later is in a new one.
            assertThat(run.books("json").dropped()).isEmpty();
            assertThat(Lines.endsWithTestStop(Lines.read(file))).isTrue();
            assertThat(run.console().warnings()).anyMatch(text -> text.contains("deleted or renamed"));
            Fault.FILE_MOVED.seen(this, "deleted", run.figure("json"));
        }
    }

    @Test
    void truncated() throws Exception {
        try (FaultRun run = run().start()) {
            run.calm(Duration.ofMillis(300));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
            run.faulty(Duration.ofMillis(600));
            run.end();

            assertThat(run.books("json").dropped()).isEmpty();
            assertThat(Lines.endsWithTestStop(Lines.read(file))).isTrue();
            Fault.FILE_MOVED.seen(this, "truncated", run.figure("json"));
        }
    }

    @Test
    void rotatedByTheRun() throws Exception {
        try (FaultRun run = run().set("telemetry.json.rotate.size", "500kB")
                .set("telemetry.json.rotate.gzip", "true")
                .start()) {
            run.calm(Duration.ofMillis(300));
            run.faulty(Duration.ofMillis(600));
            run.end();

            assertThat(run.books("json").dropped()).isEmpty();
            await().untilAsserted(() -> assertThat(files())
                    .filteredOn(name -> !name.endsWith(".gz"))
                    .containsExactly("run.jsonl"));
            assertThat(files()).hasSizeGreaterThan(3);
            assertThat(Lines.readAll(folder)).hasSize((int) run.books("json").recorded());
            Fault.FILE_MOVED.seen(this, "rotated", "%s; %d files", run.figure("json"), files().size());
        }
    }

    @Test
    void replacedByALink() throws Exception {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        try (FaultRun run = run().start()) {
            run.calm(Duration.ofMillis(300));
            Files.delete(file);
            Files.createSymbolicLink(file, precious);
            run.faulty(Duration.ofMillis(600));
            Files.delete(file);
            run.load(Duration.ofMillis(300));
            run.end();

            assertThat(precious).hasContent("precious");
            assertThat(run.books("json").dropped().keySet()).isSubsetOf(DropReason.WRITE_FAILED);
            assertThat(run.console().warnings()).anyMatch(text -> text.contains("symbolic link"));
            assertThat(Lines.endsWithTestStop(Lines.read(file))).isTrue();
            Fault.OTHERS_READ_ALONG.seen(this, "a link in mid-run", run.figure("json"));
        }
    }

    private List<String> files() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
