package io.loadtelemetry.examples.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what recorder-json wrote: the statistics of a run's endpoints, and that the run came to its end. */
final class JsonFile {

    private final Tally tally = new Tally();
    private boolean stopped;

    private JsonFile() {}

    /**
     * Reads a file that may hold other runs too.
     *
     * @throws IOException if it cannot be read, or is not JSON
     */
    static JsonFile read(Path path, String runId) throws IOException {
        JsonFile file = new JsonFile();
        try (JsonParser parser = new JsonFactory().createParser(path.toFile())) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> fields = new HashMap<>();
                Map<String, Long> errors = new HashMap<>();
                readObject(parser, fields, errors);
                if (runId.equals(fields.get("run_id"))) {
                    file.take(fields, errors);
                }
            }
        }
        return file;
    }

    /** What the final statistics of the endpoints say. */
    Tally tally() {
        return tally;
    }

    /** Whether there is a {@code test.stop}. */
    boolean stopped() {
        return stopped;
    }

    private void take(Map<String, String> fields, Map<String, Long> errors) {
        // A worker's is called so because the run's is the master's.
        if (List.of("test.stop", "worker.stop").contains(fields.getOrDefault("name", ""))) {
            stopped = true;
        }
        if ("stats".equals(fields.get("type"))
                && "run".equals(fields.get("window"))
                && "endpoint".equals(fields.get("scope"))) {
            String request = fields.getOrDefault("request", "");
            String method = fields.get("method");
            tally.add(
                    method == null ? request : Page.label(method, request),
                    Long.parseLong(fields.getOrDefault("requests", "0")),
                    Long.parseLong(fields.getOrDefault("failures", "0")),
                    errors);
        }
    }

    /** Keeps the texts and numbers of the object itself, and of the objects in it only the errors. */
    private static void readObject(JsonParser parser, Map<String, String> fields, Map<String, Long> errors)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && name.equals("errors")) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String errorType = parser.currentName();
                    parser.nextToken();
                    errors.put(errorType, parser.getLongValue());
                }
            } else if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else {
                fields.put(name, parser.getText());
            }
        }
    }
}
