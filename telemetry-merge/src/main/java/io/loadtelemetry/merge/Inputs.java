package io.loadtelemetry.merge;

import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads what was given: JSON lines, also compressed ones, and files of snapshots; each file is known by its content. */
final class Inputs {

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    /** By run and instance. */
    private final Map<List<String>, NodeLines> nodes = new LinkedHashMap<>();

    private final List<byte[]> snapshots = new ArrayList<>();
    /** Lines that are cut off, and what else is left out. */
    private final List<String> remarks = new ArrayList<>();

    private final @Nullable String wantedRun;

    /**
     * Nothing read yet.
     *
     * @param wantedRun the run whose lines are wanted, or null for the only one
     */
    Inputs(@Nullable String wantedRun) {
        this.wantedRun = wantedRun;
    }

    void read(Path file) throws BadInputException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(Integer.BYTES);
            if (SnapshotBytes.isSnapshot(start)) {
                SnapshotBytes.read(file, snapshots, remarks);
                return;
            }
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": there is no such file");
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read: " + e.getMessage());
        }
        lines(file);
    }

    private void lines(Path file) throws BadInputException {
        long number = 0;
        try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                // Most lines are of single requests: they need not be read.
                if (line.contains("\"type\":\"stats\"")) {
                    stats(line);
                } else if (line.contains("\"name\":\"worker.leave\"")) {
                    leave(line);
                }
            }
        } catch (BadInputException e) {
            throw new BadInputException(file + ": line " + number + ' ' + e.getMessage());
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read after line " + number + ": " + e.getMessage());
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try (InputStream peek = Files.newInputStream(file)) {
            if (Arrays.equals(peek.readNBytes(GZIP.length), GZIP)) {
                in = new GZIPInputStream(in);
            }
        }
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private void stats(String text) throws BadInputException {
        JsonLine line = JsonLine.parse(text);
        if (line.count("schema") != 1) {
            throw new BadInputException("is of schema " + line.count("schema") + "; this program reads schema 1");
        }
        NodeLines node = node(line);
        String scope = line.text("scope");
        if (line.text("window").equals("run")) {
            if (!scope.equals("worker")) {
                node.run(text, StatsLine.read(line));
            }
        } else if (scope.equals("total")) {
            node.intervalRequests += line.count("requests");
            node.intervalsUntil = line.text("to");
        }
    }

    private void leave(String text) throws BadInputException {
        JsonLine line = JsonLine.parse(text);
        // One with attributes is the user's, of the same name.
        if (!line.has("attributes")) {
            node(line).leaves.add(line);
        }
    }

    private NodeLines node(JsonLine line) throws BadInputException {
        String runId = line.text("run_id");
        String instance = line.text("instance_id");
        List<String> key = List.of(runId, instance);
        NodeLines known = nodes.get(key);
        if (known == null) {
            Role role = Arrays.stream(Role.values())
                    .filter(each -> line.fields().get("role") instanceof String name && name.equals(each.wireName()))
                    .findFirst()
                    .orElseThrow(() -> new BadInputException("has no role: standalone, master or worker"));
            Node node = new Node(line.text("node"), role, instance);
            known = new NodeLines(node, runId, line.text("test_plan"), line.texts("labels"));
            nodes.put(key, known);
        }
        return known;
    }

    /** The nodes of the run that is wanted. */
    List<NodeLines> nodes() throws BadInputException {
        TreeSet<String> runs = new TreeSet<>();
        nodes.values().forEach(node -> runs.add(node.runId));
        if (runs.isEmpty()) {
            throw new BadInputException(
                    "there are no statistics in what was given: lines of type stats, as recorder-json"
                            + " writes them");
        }
        if (wantedRun == null && runs.size() > 1) {
            throw new BadInputException(
                    "the lines are of several runs: " + String.join(", ", runs) + "; choose one by --run");
        }
        String run = wantedRun == null ? runs.first() : wantedRun;
        if (!runs.contains(run)) {
            throw new BadInputException(
                    "--run " + run + ": there are no lines of it; there are those of " + String.join(", ", runs));
        }
        return nodes.values().stream().filter(node -> node.runId.equals(run)).toList();
    }

    List<byte[]> snapshots() {
        return snapshots;
    }

    List<String> remarks() {
        return remarks;
    }

    static int number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }
}
