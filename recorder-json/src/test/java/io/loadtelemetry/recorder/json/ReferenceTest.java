package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference for users says what the schema says, and its examples are lines. */
class ReferenceTest {

    private static final Path REFERENCE = Path.of("../docs/json-lines.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|[^|]*\\| (always)? *\\| \\S.*\\|");

    @Test
    void everyExampleIsAValidLine() throws IOException {
        List<JsonNode> examples = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(REFERENCE)) {
            if (line.startsWith("```")) {
                inside = line.equals("```json");
            } else if (inside) {
                assertThat(Lines.errors(line)).as(line).isEmpty();
                examples.add(Lines.MAPPER.readTree(line));
            }
        }
        assertThat(examples)
                .extracting(line -> line.path("name").asText())
                .contains(
                        "test.start",
                        "test.stop",
                        "spawning.complete",
                        "cpu.warning",
                        "recorder.dropped",
                        "worker.join",
                        "worker.leave",
                        "request.stats",
                        "request",
                        "iteration");
        assertThat(examples).extracting(line -> line.path("type").asText()).contains("metric");
    }

    @Test
    void everyTableHasTheFieldsOfTheSchema() throws IOException {
        JsonNode schema = Lines.MAPPER.readTree(Lines.schemaText());
        JsonNode definitions = schema.path("$defs");
        List<Map<String, Boolean>> tables = tables();
        List<JsonNode> described = new ArrayList<>(List.of(schema));
        for (String name : List.of(
                "test.start",
                "test.stop",
                "spawning.complete",
                "cpu.warning",
                "recorder.dropped",
                "worker.join",
                "worker.leave")) {
            described.add(definitions.path(name));
        }
        described.add(definitions.path("accounting").path("items"));
        for (String name : List.of("annotation", "metric", "stats", "latency", "request", "iteration")) {
            described.add(definitions.path(name));
        }
        assertThat(tables).hasSameSizeAs(described);
        for (int i = 0; i < tables.size(); i++) {
            assertThat(tables.get(i)).isEqualTo(fields(described.get(i), i == 0));
        }
    }

    /** The fields of each table, and whether they are always there. */
    private static List<Map<String, Boolean>> tables() throws IOException {
        List<Map<String, Boolean>> tables = new ArrayList<>();
        for (String line : Files.readAllLines(REFERENCE)) {
            if (line.startsWith("| field ")) {
                tables.add(new TreeMap<>());
            } else if (line.startsWith("| `")) {
                Matcher matcher = ROW.matcher(line);
                assertThat(matcher.matches()).as(line).isTrue();
                tables.get(tables.size() - 1).put(matcher.group(1), matcher.group(2) != null);
            }
        }
        return tables;
    }

    private static Map<String, Boolean> fields(JsonNode definition, boolean common) {
        Set<String> required = new TreeSet<>();
        definition.path("required").forEach(name -> required.add(name.asText()));
        Map<String, Boolean> fields = new TreeMap<>();
        definition.path("properties").fieldNames().forEachRemaining(name -> {
            if (common || !(name.equals("type") || name.equals("name"))) {
                fields.put(name, required.contains(name));
            }
        });
        return fields;
    }
}
