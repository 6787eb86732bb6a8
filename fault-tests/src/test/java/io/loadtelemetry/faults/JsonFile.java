package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads the lines of the recorder json as a strict reader would, one by one: they may be many. */
final class JsonFile {

    private static final ObjectReader READER = JsonMapper.builder().build().readerFor(JsonNode.class);

    private JsonFile() {}

    /** Every line is a JSON object, and the file ends with the end of one; how many there are. */
    static long read(Path file, Consumer<JsonNode> line) throws IOException {
        Torn torn = readTorn(file, line);
        assertThat(torn.bytes()).as("bytes of a torn last line of %s", file).isZero();
        return torn.lines();
    }

    static long count(Path file) throws IOException {
        return read(file, line -> {});
    }

    static long countAll(List<Path> files) throws IOException {
        long lines = 0;
        for (Path file : files) {
            lines += count(file);
        }
        return lines;
    }

    /** The whole lines of a file and the bytes after the last of them. */
    record Torn(long lines, int bytes) {}

    /** Every line that has an end is a JSON object; the last one may be without. */
    static Torn readTorn(Path file, Consumer<JsonNode> line) throws IOException {
        try (InputStream in = open(file)) {
            return read(in, line);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static Torn read(InputStream in, Consumer<JsonNode> line) throws IOException {
        long lines = 0;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        byte[] block = new byte[64 * 1024];
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            int begin = 0;
            for (int i = 0; i < count; i++) {
                if (block[i] == '\n') {
                    bytes.write(block, begin, i - begin);
                    begin = i + 1;
                    line.accept(object(bytes));
                    bytes.reset();
                    lines++;
                }
            }
            bytes.write(block, begin, count - begin);
        }
        return new Torn(lines, bytes.size());
    }

    private static JsonNode object(ByteArrayOutputStream bytes) throws IOException {
        try {
            // A second value behind the first would be a glued line.
            JsonNode node = READER.with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(bytes.toByteArray());
            assertThat(node.isObject()).as("%s", node).isTrue();
            return node;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("not a JSON line: " + bytes.toString(java.nio.charset.StandardCharsets.UTF_8), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 64 * 1024) : in;
    }

    /** What is in a folder, by name. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
