package io.loadtelemetry.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Real runs: a master, workers whose snapshots it merges while they run, and the files all of them write. */
@Timeout(120)
class TelemetryMergeTest {

    private static final int REQUESTS = 3_000;

    @TempDir
    private Path directory;

    private record Result(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    private static Result merge(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        int code;
        try (PrintStream outs = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream errs = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            code = new CommandLine(new TelemetryMerge(outs, errs)).execute(texts);
        }
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Path file(String node) {
        return directory.resolve(node + ".jsonl");
    }

    private Telemetry master() {
        return Telemetry.builder("checkout")
                .role(Role.MASTER)
                .set("telemetry.labels.git", "4f2d1c9")
                .set("telemetry.json.path", file("master").toString())
                .set("telemetry.stats.interval", "100ms")
                .set("telemetry.close.timeout", "4s")
                .start();
    }

    private Telemetry worker(Telemetry master, String name, Consumer<byte[]> carrier) {
        return Telemetry.builder()
                .run(master.run())
                .node(name)
                .set("telemetry.json.path", file(name).toString())
                .set("telemetry.stats.interval", "100ms")
                .set(
                        "telemetry.snapshots.path",
                        directory.resolve("{node}.snapshots").toString())
                .set("telemetry.close.timeout", "4s")
                .snapshots(carrier)
                .start();
    }

    private static void load(Telemetry worker, int seed, int requests) {
        Random random = new Random(seed);
        worker.users(10 + seed);
        List<RequestRecorder> recorders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            recorders.add(worker.request(Endpoint.of("GET", "/" + (i + seed % 2))
                    .withScenario("browse")
                    .withTag("ü", "\"x\"")));
        }
        recorders.add(worker.request(Endpoint.of("only-" + seed)));
        for (int i = 0; i < requests; i++) {
            long end = worker.now();
            long nanos = (long) (Math.exp(random.nextGaussian()) * 20_000_000);
            RequestRecorder recorder = recorders.get(random.nextInt(recorders.size()));
            String error = requests > 100 && random.nextInt(20) == 0 ? "E" + random.nextInt(5) : null;
            recorder.record(end - 2 * nanos, end - nanos, end, 200, error, 10, random.nextInt(1000));
        }
    }

    private static List<String> runLines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains("\"type\":\"stats\"") && line.contains("\"window\":\"run\""))
                .toList();
    }

    @Test
    void theFilesOfTheWorkersGiveTheLinesOfTheMasterToTheLastByte() throws Exception {
        try (Telemetry master = master()) {
            List<Telemetry> workers = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                workers.add(worker(master, "worker-" + i, master::merge));
            }
            for (int i = 0; i < 3; i++) {
                load(workers.get(i), i + 1, REQUESTS * (i + 1));
                Thread.sleep(120);
            }
            workers.forEach(Telemetry::close);
        }

        List<String> live = runLines(file("master"));
        assertThat(live).hasSize(1 + 5 + 3);
        assertThat(live.get(0)).contains("\"scope\":\"total\"", "\"requests\":" + 6 * REQUESTS, "\"users\":36");
        Result all = merge(file("worker-3"), file("master"), file("worker-1"), file("worker-2"));
        assertThat(all.err()).contains("the 9 lines that the master wrote of the run are the same, byte for byte");
        assertThat(all.lines()).isEqualTo(live);
        assertThat(all.code()).isZero();

        // Without the master's file they are of another node; the statistics in them are the same bytes.
        Result workers = merge(file("worker-1"), file("worker-2"), file("worker-3"));
        assertThat(workers.code()).isZero();
        assertThat(workers.lines().stream().map(TelemetryMergeTest::statistics).toList())
                .isEqualTo(live.stream().map(TelemetryMergeTest::statistics).toList());

        Path compressed = directory.resolve("worker-1.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(file("worker-1"), out);
        }
        Path output = directory.resolve("merged.jsonl");
        Result twice =
                merge("-o", output, compressed, file("worker-1"), file("worker-2"), file("worker-3"), file("master"));
        assertThat(twice.code()).isZero();
        assertThat(Files.readAllLines(output)).isEqualTo(live);

        Result less = merge(file("worker-1"), file("worker-2"), file("master"));
        assertThat(less.code()).isEqualTo(1);
        assertThat(less.err()).contains("NOT the same");
    }

    private static String statistics(String line) {
        return line.substring(line.indexOf("\"scope\""));
    }

    @Test
    void snapshotsThatTheMasterDidNotTakeAreAddedToItsLines() throws Exception {
        try (Telemetry master = master()) {
            Telemetry first = worker(master, "worker-1", master::merge);
            Telemetry second = worker(master, "worker-2", bytes -> {
                throw new IllegalStateException("the master is away");
            });
            load(first, 1, REQUESTS);
            load(second, 2, REQUESTS);
            first.close();
            second.close();
        }
        assertThat(runLines(file("master")).get(0)).contains("\"requests\":" + REQUESTS + ",");
        assertThat(directory.resolve("worker-1.snapshots")).doesNotExist();

        Result result = merge(file("master"), directory.resolve("worker-2.snapshots"));
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("snapshots that did not reach the master are counted");
        assertThat(result.lines().get(0)).contains("\"requests\":" + 2 * REQUESTS + ",");
        // The worker's lines have all of it already.
        Result workers = merge(file("worker-1"), file("worker-2"), directory.resolve("worker-2.snapshots"));
        assertThat(workers.lines().get(0)).contains("\"requests\":" + 2 * REQUESTS + ",");
    }

    @Test
    void aSnapshotWhoseAnswerWasLostIsNotCountedTwice() throws Exception {
        try (Telemetry master = master()) {
            int[] sent = {0};
            // The master counts all but two; the worker hears of none from the fourth on.
            Telemetry worker = worker(master, "worker-1", bytes -> {
                sent[0]++;
                if (sent[0] != 5) {
                    assertThat(master.merge(bytes).reason()).isEmpty();
                }
                if (sent[0] >= 4) {
                    throw new IllegalStateException("no answer");
                }
            });
            for (int i = 0; i < 10; i++) {
                load(worker, 1, REQUESTS / 10);
                Thread.sleep(60);
            }
            worker.close();
        }
        Result result = merge(file("master"), directory.resolve("worker-1.snapshots"));
        assertThat(result.err()).contains("snapshots that did not reach the master are counted");
        assertThat(result.lines().get(0)).contains("\"requests\":" + REQUESTS + ",");
    }

    @Test
    void aWorkerThatDidNotEndIsNamedWithWhatIsNotCounted() throws Exception {
        try (Telemetry master = master()) {
            Telemetry first = worker(master, "worker-1", master::merge);
            Telemetry second = worker(master, "worker-2", master::merge);
            load(first, 1, REQUESTS);
            load(second, 2, REQUESTS);
            first.close();
            second.close();
        }
        List<String> cut = Files.readAllLines(file("worker-2")).stream()
                .filter(line -> !line.contains("\"window\":\"run\""))
                .toList();
        Files.write(file("worker-2"), cut);

        Result result = merge(file("worker-1"), file("worker-2"), file("master"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("worker-2 (")
                .contains("did not end", "NOT counted are the " + REQUESTS + " requests of its intervals until 20");
        assertThat(result.lines().get(0)).contains("\"requests\":" + REQUESTS + ",");
    }

    @Test
    void whatCannotBeMergedIsSaidInOneLine() throws Exception {
        String base;
        try (Telemetry master = master()) {
            Telemetry worker = worker(master, "worker-1", master::merge);
            load(worker, 1, 100);
            worker.close();
            base = master.run().runId();
        }
        refused("there is no such file", directory.resolve("absent"));
        Path empty = Files.writeString(directory.resolve("empty"), "");
        refused("there are no statistics", empty);
        List<String> lines = Files.readAllLines(file("worker-1"));
        Path torn = Files.write(directory.resolve("torn"), lines);
        Files.writeString(torn, Files.readString(torn) + "{\"type\":\"stats\",\"sc");
        refused("torn: line " + (lines.size() + 1) + " is not a JSON object", torn);
        refused("is of schema 2; this program reads schema 1", changed(lines, "\"schema\":1", "\"schema\":2"));
        refused(
                "some are missing",
                changed(
                        lines,
                        "\"scope\":\"total\",\"window\":\"run\",(.*)\"requests\":100",
                        "\"scope\":\"total\",\"window\":\"run\",$1\"requests\":101"));
        refused("a histogram", changed(lines, "\"histogram\":\"HISTFA", "\"histogram\":\"HISTFB"));
        refused("has no number \"requests\"", changed(lines, "\"requests\":(\\d+)", "\"requests\":\"$1\""));
        List<String> both = new ArrayList<>(lines);
        both.addAll(lines.stream()
                .map(line -> line.replace("\"failures\":0", "\"failures\":1"))
                .toList());
        refused("is a second line of the run of worker-1", Files.write(directory.resolve("both"), both));
        Path other = changed(lines, base, "other-run");
        refused("the lines are of several runs: " + base + ", other-run; choose one by --run", file("worker-1"), other);
        refused("--run third: there are no lines of it", "--run", "third", other);
        assertThat(merge("--run", base, file("worker-1"), other).code()).isZero();
    }

    private Path changed(List<String> lines, String from, String to) throws IOException {
        return Files.write(
                Files.createTempFile(directory, "changed", ".jsonl"),
                lines.stream().map(line -> line.replaceAll(from, to)).toList());
    }

    private static void refused(String message, Object... args) {
        Result result = merge(args);
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("telemetry-merge: ").contains(message);
        assertThat(result.err().lines()).hasSize(1);
    }
}
