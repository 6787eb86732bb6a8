package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Reads JSON lines as a user's tools would: strictly. */
final class Lines {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Schema SCHEMA = schema();

    private Lines() {}

    /** All lines of a file, each valid; the file ends with a line's end. */
    static List<JsonNode> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".gz")) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                bytes = in.readAllBytes();
            }
        }
        return parse(bytes);
    }

    static List<JsonNode> parse(byte[] bytes) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        if (bytes.length == 0) {
            return lines;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).as("valid UTF-8").isEqualTo(bytes);
        assertThat(text).endsWith("\n");
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            lines.add(MAPPER.readTree(line));
        }
        return lines;
    }

    static List<JsonNode> ofType(List<JsonNode> lines, String type) {
        return lines.stream()
                .filter(line -> line.path("type").asText().equals(type))
                .toList();
    }

    static List<JsonNode> named(List<JsonNode> lines, String name) {
        return lines.stream()
                .filter(line -> line.path("name").asText().equals(name))
                .toList();
    }

    /** What the shipped schema says against a line; empty for a valid one. */
    static List<String> errors(String line) {
        return SCHEMA.validate(line, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    static void assertValid(List<JsonNode> lines) {
        for (JsonNode line : lines) {
            assertThat(errors(line.toString())).as("%s", line).isEmpty();
        }
    }

    static String schemaText() {
        try (InputStream in = JsonRecorderProvider.class.getResourceAsStream("load-telemetry-lines.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaText(), InputFormat.JSON);
    }
}
