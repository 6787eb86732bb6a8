package io.loadtelemetry.benchmarks.lanes;

import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import io.loadtelemetry.recorder.json.JsonRecorderProvider;
import io.loadtelemetry.testkit.RecorderHarness;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * What a JSON line for every request costs the lane, written to a file: CPU time of the lane, which encodes and writes.
 * {@code endpoints=}, {@code full=1} where intended start and bytes are known too.
 */
public final class JsonCost {

    private static final int ROUNDS = 9;
    private static final int PER_ROUND = 100_000;
    private static final int BATCH = 128;

    private JsonCost() {}

    /**
     * Prints the cost of a line, and how many that are in a second of one core.
     *
     * @param args see above
     * @throws Exception if the file cannot be written
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args);
        int endpoints = (int) arguments.number("endpoints", 64);
        boolean full = arguments.number("full", 0) == 1;
        Path folder = Files.createTempDirectory("benchmark");
        Path file = folder.resolve("requests.jsonl");
        ShownProvider provider = new ShownProvider(new JsonRecorderProvider());
        double[] nanos = new double[ROUNDS];
        double bytes;
        try (RecorderHarness harness = RecorderHarness.start(
                provider, Map.of("telemetry.json.path", file.toString(), "telemetry.json.requests", "all"))) {
            RequestStream requests = new RequestStream(endpoints, 0.01, full);
            long lines = 0;
            long now = harness.context().now();
            for (int round = -ROUNDS; round < ROUNDS; round++) {
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                for (int i = 0; i < PER_ROUND; i++) {
                    provider.created().record(requests.next());
                    if (i % BATCH == 0) {
                        provider.created().tick(now + i);
                    }
                }
                long cost = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
                lines += PER_ROUND;
                if (round >= 0) {
                    nanos[round] = cost / (double) PER_ROUND;
                }
            }
            bytes = Files.size(file) / (double) lines;
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
        Arrays.sort(nanos);
        Map<String, String> params = Map.of("endpoints", Integer.toString(endpoints), "known", full ? "all" : "some");
        double median = nanos[ROUNDS / 2];
        new Result("lanes", "json", params, "cost", "ns", median).print();
        new Result("lanes", "json", params, "lines", "lines/s", 1e9 / median).print();
        new Result("lanes", "json", params, "line", "B", bytes).print();
    }
}
