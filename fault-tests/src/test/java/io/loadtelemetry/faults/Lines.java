package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The lines that recorder-json wrote, each of which has to be JSON. */
final class Lines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Lines() {}

    static List<JsonNode> read(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(content) : content;
            String text = new String(plain.readAllBytes(), StandardCharsets.UTF_8);
            List<JsonNode> lines = new ArrayList<>();
            for (String line : text.lines().toList()) {
                lines.add(JSON.readTree(line));
            }
            assertThat(text.isEmpty() || text.endsWith("\n"))
                    .as("%s ends with a line", file)
                    .isTrue();
            assertThat(lines)
                    .as("%s", file)
                    .allMatch(line -> line.path("schema").asInt() == 1);
            return lines;
        }
    }

    /** Those of all files of a folder. */
    static List<JsonNode> readAll(Path folder) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                lines.addAll(read(file));
            }
        }
        return lines;
    }

    static List<JsonNode> ofType(List<JsonNode> lines, String type) {
        return lines.stream()
                .filter(line -> line.path("type").asText().equals(type))
                .toList();
    }

    /** What the final statistics say of all endpoints together. */
    static long finalRequests(List<JsonNode> lines) {
        List<JsonNode> found = lines.stream()
                .filter(line -> line.path("window").asText().equals("run")
                        && line.path("scope").asText().equals("total"))
                .toList();
        assertThat(found).as("final statistics").hasSize(1);
        return found.get(0).path("requests").asLong();
    }

    static boolean endsWithTestStop(List<JsonNode> lines) {
        return lines.get(lines.size() - 1).path("name").asText().equals("test.stop");
    }
}
