package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JVM ends in the middle of a run, with load on, and nobody closes it. */
@Timeout(120)
class ProcessEndsTest {

    private static final Duration BOUND = Duration.ofSeconds(1);

    /** For the JVM itself, on a busy machine. */
    private static final Duration MARGIN = Duration.ofSeconds(8);

    enum End {
        SIGTERM(143),
        EXIT_IN_RECORDER(7),
        MAIN_RETURNS(0);

        private final int status;

        End(int status) {
            this.status = status;
        }

        void happens(ChildRun child) throws Exception {
            switch (this) {
                case SIGTERM -> child.terminate();
                case EXIT_IN_RECORDER -> child.say("exit in recorder");
                case MAIN_RETURNS -> child.say("return");
            }
        }
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "SIGTERM, false",
        "SIGTERM, true",
        "EXIT_IN_RECORDER, false",
        "EXIT_IN_RECORDER, true",
        "MAIN_RETURNS, false",
        "MAIN_RETURNS, true"
    })
    void withoutAClose(End end, boolean besideABlockedOne) throws Exception {
        Path file = folder.resolve("run.jsonl");
        List<String> options = new ArrayList<>(List.of(
                "telemetry.json.path=" + file,
                "telemetry.json.requests=all",
                "telemetry.stats.interval=500ms",
                "telemetry.close.timeout=" + BOUND.toMillis() + "ms",
                "witness"));
        if (besideABlockedOne) {
            options.add("blocked");
        }
        try (ChildRun child = ChildRun.start(options.toArray(String[]::new))) {
            child.await("running ");
            LockSupport.parkNanos(300_000_000);
            long begin = System.nanoTime();
            end.happens(child);
            List<String> said = child.awaitEnd();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);

            assertThat(child.exitValue()).isEqualTo(end.status);
            assertThat(took).as("time to exit").isLessThan(BOUND.plus(MARGIN));
            child.assertTidy();
            assertBooks(said, besideABlockedOne);
            long lines = assertWhole(file, said);
            Fault.PROCESS_ENDS.seen(
                    this,
                    end.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            + (besideABlockedOne ? ", beside a blocked recorder" : ""),
                    "%,d lines, all that were recorded, the last one `test.stop`; exit after %.1f s with a bound of %d s",
                    lines,
                    took.toMillis() / 1000.0,
                    BOUND.toSeconds());
        }
    }

    private static void assertBooks(List<String> said, boolean besideABlockedOne) {
        List<String> books =
                said.stream().filter(line -> line.startsWith("books ")).toList();
        assertThat(books)
                .hasSize(besideABlockedOne ? 5 : 4) // With the statistics.
                .allMatch(line -> line.contains(" balanced=true pending=0 "));
        assertThat(books)
                .filteredOn(line -> !line.contains(" blocked ") && !line.contains(" exiting "))
                .hasSize(3)
                .allMatch(line -> line.endsWith(" lost=0"));
    }

    /** Complete with the final statistics and {@code test.stop}, every line that the books say. */
    private static long assertWhole(Path file, List<String> said) throws Exception {
        Seen seen = new Seen();
        long lines = JsonFile.read(file, seen::line);
        assertThat(seen.last.path("name").asText()).isEqualTo("test.stop");
        assertThat(seen.last.path("reason").asText()).isEqualTo("interrupted");
        assertThat(seen.statistics).isEqualTo(seen.requests).isPositive();
        assertThat(said).anyMatch(line -> line.startsWith("books json ") && line.contains(" recorded=" + lines + " "));
        assertThat(said).contains("witness ended=true requests=" + seen.requests + " statistics=" + seen.requests);
        return lines;
    }

    private static final class Seen {
        private JsonNode last = com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        private long requests;
        private long statistics;

        void line(JsonNode line) {
            last = line;
            if (line.path("type").asText().equals("request")) {
                requests++;
            } else if (line.path("name").asText().equals("request.stats")
                    && line.path("scope").asText().equals("total")
                    && line.path("window").asText().equals("run")) {
                statistics = line.path("requests").asLong();
            }
        }
    }
}
