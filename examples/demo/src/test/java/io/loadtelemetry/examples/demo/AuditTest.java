package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.RecorderAccounting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Breaks the output of a real run. */
@Timeout(60)
class AuditTest {

    private static final Pattern HOME =
            Pattern.compile("\"window\":\"run\"[^\n]*?\"request\":\"/\"[^\n]*?\"requests\":(\\d+),");

    @TempDir
    Path folder;

    private Path json;
    private String lines;
    private String runId;

    @BeforeEach
    void runTheDemo() throws Exception {
        json = folder.resolve("demo.jsonl");
        PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        assertThat(Demo.run(silent, silent, "--duration", "500ms", "--json", json.toString()))
                .isZero();
        lines = Files.readString(json);
        runId = lines.replaceAll("(?s)^.*?\"run_id\":\"([^\"]+)\".*$", "$1");
    }

    @Test
    void theUnbrokenOutputIsRight() throws Exception {
        assertThat(problems(lines)).isEmpty();
    }

    @Test
    void aCountThatIsOneTooLowIsFound() throws Exception {
        Matcher matcher = HOME.matcher(lines);
        assertThat(matcher.find()).isTrue();
        long count = Long.parseLong(matcher.group(1));
        String broken = lines.substring(0, matcher.start(1)) + (count - 1) + lines.substring(matcher.end(1));

        assertThat(problems(broken)).containsExactly("GET / ok: json has " + (count - 1) + ", statistics " + count);
    }

    @Test
    void aFileWithoutItsEndIsFound() throws Exception {
        String broken = lines.substring(0, lines.lastIndexOf("{\"schema\""));

        assertThat(problems(broken)).singleElement().asString().contains("no test.stop of this run");
    }

    @Test
    void aTornLineIsFound() throws Exception {
        assertThat(problems(lines.substring(0, lines.length() - 20)))
                .anySatisfy(problem -> assertThat(problem).contains("cannot be read"));
    }

    @Test
    void anotherRunInTheSameFileChangesNothing() throws Exception {
        assertThat(problems(lines.replace(runId, "another") + lines)).isEmpty();
    }

    @Test
    void aRecorderWhoseBooksDoNotBalanceIsFound() {
        Accounting accounting = new Accounting(List.of(
                new RecorderAccounting("json", 10, 8, Map.of("write_failed", 2L), 0),
                new RecorderAccounting("otel", 10, 8, Map.of("export_failed", 1L), 0),
                new RecorderAccounting("slowest", 10, 8, Map.of(), 2)));

        assertThat(new Audit(accounting, new Tally()).problems())
                .containsExactly(
                        "recorder otel: published 10, but recorded 8 + dropped 1 + pending 0",
                        "recorder slowest: published 10, but recorded 8 + dropped 0 + pending 2");
    }

    @Test
    void aPromisedSpanThatNeverCameIsFoundUnlessTheRecorderOwnsUpToIt() {
        assertThat(spans(10, 0, 0).problems()).isEmpty();
        assertThat(spans(10, 1, 0).problems())
                .containsExactly("spans: of 10 requests the target saw as sampled, 1 have no span, and the recorder "
                        + "dropped 0");
        Audit owned = spans(10, 2, 2);
        assertThat(owned.problems()).isEmpty();
        assertThat(owned.notes()).singleElement().asString().contains("2 have no span");
    }

    private static Audit spans(long sampled, long missing, long dropped) {
        Audit audit = new Audit(new Accounting(List.of()), new Tally());
        audit.spans(sampled, missing, dropped);
        return audit;
    }

    private List<String> problems(String content) throws Exception {
        Tally statistics = JsonFile.read(json, runId).tally();
        Path broken = Files.writeString(folder.resolve("broken.jsonl"), content);
        Accounting accounting = new Accounting(List.of(new RecorderAccounting("json", 1, 1, Map.of(), 0)));
        Audit audit = new Audit(accounting, statistics);
        audit.json(Optional.of(broken), runId);
        return audit.problems();
    }
}
