package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A second run is given the file of another one that is still writing. */
@Timeout(120)
class OneFileTwoRunsTest {

    private static final String IN_USE = "another run is writing to it";

    @TempDir
    Path folder;

    @Test
    void inOneJvmAndInAnother() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (FaultRun first = FaultRun.with("json")
                .set("telemetry.json.path", file.toString())
                .set("telemetry.json.requests", "all")
                .start()) {
            first.calm(Duration.ofMillis(500));
            refusedHere(file);
            refusedElsewhere(file);
            // Again, because a lock of the system goes with the first descriptor that is closed.
            refusedHere(file);
            refusedElsewhere(file);
            first.faulty(Duration.ofMillis(500));
            first.end();

            Set<String> runs = new LinkedHashSet<>();
            long lines =
                    JsonFile.read(file, line -> runs.add(line.path("run_id").asText()));
            assertThat(runs).containsExactly(first.telemetry().run().runId());
            assertThat(lines).isEqualTo(first.books("json").recorded());
            assertThat(first.books("json").droppedTotal()).isZero();
            assertThat(first.console().warnings()).isEmpty();
            Fault.ONE_FILE_TWO_RUNS.seen(
                    this,
                    "in one JVM and in another",
                    "4 more runs refused at the start: %s; all %,d lines of the first are there, and no other",
                    IN_USE,
                    lines);
        }
    }

    @Test
    void theOtherJvmWasFirst() throws Exception {
        Path file = folder.resolve("run.jsonl");
        String[] options = {"telemetry.json.path=" + file, "telemetry.json.requests=all"};
        try (ChildRun child = ChildRun.start(options)) {
            String run = child.await("running ");
            refusedHere(file);
            child.say("close");
            child.await("closed");
            child.assertTidy();

            // Now it is free, and the lines of both are there one after the other.
            try (FaultRun next = FaultRun.with("json")
                    .set("telemetry.json.path", file.toString())
                    .start()) {
                next.load(Duration.ofMillis(100));
                next.end();
                StringBuilder order = new StringBuilder();
                JsonFile.read(file, line -> {
                    String id = line.path("run_id").asText();
                    if (!order.toString().endsWith(id + ' ')) {
                        order.append(id).append(' ');
                    }
                });
                assertThat(order.toString())
                        .isEqualTo(run + ' ' + next.telemetry().run().runId() + ' ');
            }
        }
    }

    private static void refusedHere(Path file) {
        assertThatThrownBy(() -> Telemetry.builder("second")
                        .set("telemetry.recorders", "json")
                        .set("telemetry.json.path", file.toString())
                        .start()
                        .close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.json.path=" + file)
                .hasMessageContaining(IN_USE);
    }

    private static void refusedElsewhere(Path file) throws Exception {
        try (ChildRun child = ChildRun.start("telemetry.json.path=" + file)) {
            assertThat(child.await("refused ")).contains("telemetry.json.path=" + file, IN_USE);
            child.assertTidy();
        }
    }
}
