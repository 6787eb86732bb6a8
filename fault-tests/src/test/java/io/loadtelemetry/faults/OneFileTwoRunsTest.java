package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A second run on the file of another one. */
@Timeout(60)
class OneFileTwoRunsTest {

    @TempDir
    Path folder;

    @Test
    void theSecondIsRefused() throws Exception {
        Path file = folder.resolve("run.jsonl");
        String message;
        try (FaultRun run = FaultRun.with("json")
                .set("telemetry.json.path", file.toString())
                .set("telemetry.json.requests", "all")
                .start()) {
            run.calm(Duration.ofMillis(200));
            assertThatThrownBy(() -> Telemetry.builder("second")
                            .set("telemetry.recorders", "json")
                            .set("telemetry.json.path", file.toString())
                            .start())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("telemetry.json.path", "another run is writing to it");
            try (ChildRun child = ChildRun.start(
                    folder, List.of(), "telemetry.recorders=json", "telemetry.json.path=" + file, "seconds=1")) {
                message = child.await("Exception in thread \"main\" ");
            }
            run.faulty(Duration.ofMillis(500));
            run.end();

            assertThat(message).contains("telemetry.json.path", "another run is writing to it");
            assertThat(run.books("json").dropped()).isEmpty();
            assertThat(Lines.read(file))
                    .hasSize((int) run.books("json").recorded())
                    .extracting(line -> line.path("run_id").asText())
                    .containsOnly(run.telemetry().run().runId());
            Fault.ONE_FILE_TWO_RUNS.seen(
                    this, "in this JVM and in another one", "both refused; the first: %s", run.figure("json"));
        }
    }
}
