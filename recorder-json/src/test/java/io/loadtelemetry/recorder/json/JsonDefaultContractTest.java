package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.testkit.RecorderContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The contract with what most users have: statistics, events and measurements, and no single requests. */
class JsonDefaultContractTest extends RecorderContract {

    @TempDir
    Path folder;

    private int files;

    @Override
    protected RecorderProvider provider() {
        return new JsonRecorderProvider();
    }

    @Override
    protected Map<String, String> options() {
        files++;
        return Map.of("telemetry.json.path", file().toString());
    }

    @Override
    protected void verifyRequests(List<RequestEvent> requests) throws Exception {
        assertThat(requests).isEmpty();
        List<JsonNode> lines = Lines.read(file());
        Lines.assertValid(lines);
        assertThat(lines).isNotEmpty();
        assertThat(Lines.ofType(lines, "request")).isEmpty();
    }

    private Path file() {
        return folder.resolve("run-" + files + ".jsonl");
    }
}
