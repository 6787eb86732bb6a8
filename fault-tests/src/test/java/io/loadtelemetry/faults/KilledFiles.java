package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What killed runs left in a file and in those set aside. All lines are read after each kill; those of a run are there in
 * their order, once each, and a run begins with its {@code test.start} right after the last whole line of the run before.
 */
final class KilledFiles {

    private final Path folder;
    private final Path file;
    private final Set<String> rotated = new HashSet<>();
    private final Map<String, Long> lastNumbers = new HashMap<>();
    private final List<String> runs = new ArrayList<>();
    private long rotatedLines;
    private long fileLines;
    private long size;
    private long offset;
    private Order order = new Order();
    private int tornByKill;

    KilledFiles(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    /** Whether the run that has begun has written anything yet. */
    boolean grown() {
        try {
            return !JsonFile.in(folder).stream().map(Path::toString).allMatch(this::known) || Files.size(file) > size;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean known(String name) {
        return name.equals(file.toString()) || name.endsWith(".part") || rotated.contains(plain(name));
    }

    private static String plain(String name) {
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    void readAfterKill(String run) throws IOException {
        runs.add(run);
        tornByKill += read() > 0 ? 1 : 0;
        size = Files.exists(file) ? Files.size(file) : 0;
    }

    void readAfterClose(String run) throws IOException {
        runs.add(run);
        assertThat(read()).as("bytes of a torn line after a whole run").isZero();
        assertThat(JsonFile.in(folder)).noneMatch(path -> path.toString().endsWith(".part"));
        assertThat(lastNumbers.keySet()).as("the runs that wrote").containsAll(runs);
    }

    /** The test itself has torn the last line: the next run begins after the one before. */
    void torn() throws IOException {
        size = Files.size(file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            offset = size;
            while (offset > 0 && byteAt(bytes, offset - 1) != '\n') {
                offset--;
            }
        }
        fileLines--;
    }

    private static int byteAt(RandomAccessFile bytes, long at) throws IOException {
        bytes.seek(at);
        return bytes.read();
    }

    /** Reads what is new among the files set aside, and the file itself; gives the bytes of its torn line. */
    private int read() throws IOException {
        Set<String> names = new HashSet<>();
        for (Path path : JsonFile.in(folder)) {
            String name = path.toString();
            // While it is compressed, a file is there twice; killed then, until the next run.
            if (!name.equals(file.toString()) && !name.endsWith(".part") && names.add(plain(name))) {
                Path whole =
                        name.endsWith(".gz") || !Files.exists(Path.of(name + ".gz")) ? path : Path.of(name + ".gz");
                if (rotated.add(plain(name))) {
                    rotatedLines += JsonFile.read(whole, new Order()::check);
                }
            }
        }
        if (!Files.exists(file)) {
            return 0;
        }
        if (!rotated.isEmpty()) {
            // It may be another file than the last time; it is small.
            order = new Order();
            offset = 0;
            fileLines = 0;
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(offset);
            JsonFile.Torn torn = JsonFile.read(in, order::check);
            fileLines += torn.lines();
            offset = Files.size(file) - torn.bytes();
            return torn.bytes();
        }
    }

    long lines() {
        return rotatedLines + fileLines;
    }

    int rotated() {
        return rotated.size();
    }

    int tornByKill() {
        return tornByKill;
    }

    /** Within one file. */
    private final class Order {
        private final Map<String, Long> numbers = new HashMap<>();
        private String run = "";

        void check(JsonNode line) {
            String id = line.path("run_id").asText();
            boolean start = line.path("name").asText().equals("test.start");
            if (!id.equals(run)) {
                assertThat(numbers).as("a run goes on after another one began").doesNotContainKey(id);
                assertThat(start || run.isEmpty())
                        .as("first line of a run: %s", line)
                        .isTrue();
                run = id;
                numbers.put(id, -1L);
            }
            if (line.path("type").asText().equals("request")) {
                long number = line.path("bytes_received").asLong(-1);
                assertThat(number).as("order of %s", line).isGreaterThan(numbers.getOrDefault(id, -1L));
                numbers.put(id, number);
            }
            lastNumbers.merge(id, numbers.getOrDefault(id, -1L), Math::max);
        }
    }
}
