package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.event.TelemetryEvent;
import java.util.function.Consumer;

/** An event and what its line has to say. */
record LineCheck(TelemetryEvent event, Consumer<JsonNode> expectation) {

    void check(JsonNode line) {
        expectation.accept(line);
    }
}
