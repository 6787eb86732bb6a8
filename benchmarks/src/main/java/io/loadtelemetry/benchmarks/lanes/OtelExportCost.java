package io.loadtelemetry.benchmarks.lanes;

import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the OpenTelemetry recorder costs. Without arguments: an export of 1,000 series of durations; with {@code
 * measure=record} a request on the lane, by CPU time.
 *
 * <p>Arguments: {@code measure=export|record}, {@code series} (of an export), {@code endpoints} and {@code failures} in
 * percent (of requests), {@code full=1} where intended start and bytes are known too.
 *
 * <p>{@code cost} is that of a request with the measuring loop, {@code cost.loop} that of the loop, which reads every
 * request and records nothing.
 *
 * <p>{@code cpu} and {@code alloc} of an export are those of the lane and of the threads that encode and hand over to the
 * HTTP client; {@code .lane} those of the lane alone, {@code .whole} with the threads of the HTTP client. {@code size} is the length of the message, {@code
 * heap} what the process holds more of for each series after the exports, the buffers of exporter and HTTP client included.
 */
public final class OtelExportCost {

    private static final int WARMUP = 100;
    private static final int EXPORTS = 60;
    private static final int SETTLE_MILLIS = 25;
    private static final int PER_ROUND = 5_000_000;
    private static final int ROUNDS = 7;
    private static final double NANOS_PER_MILLI = 1e6;

    private OtelExportCost() {}

    /**
     * Measures.
     *
     * @param args see above
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args);
        try (Sink sink = new Sink();
                StartedOtel otel = new StartedOtel(sink.endpoint())) {
            if (arguments.text("measure", "export").equals("record")) {
                record(otel, arguments);
            } else {
                export(otel, sink, arguments);
            }
        }
    }

    private static void export(StartedOtel otel, Sink sink, Arguments arguments) throws Exception {
        int series = (int) arguments.number("series", 1_000);
        boolean full = arguments.number("full", 0) == 1;
        RequestStream requests = new RequestStream(series, 0, full);
        long before = heap();
        for (int i = 0; i < 1_000 * series; i++) {
            otel.record(requests.next());
        }
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < WARMUP + EXPORTS; i++) {
            for (int j = 0; j < 20 * series; j++) {
                otel.record(requests.next());
            }
            Cost cost = Cost.of(otel, sink);
            if (i >= WARMUP && cost != null) {
                costs.add(cost);
            }
        }
        if (costs.size() < EXPORTS / 2) {
            throw new IllegalStateException("only " + costs.size() + " of " + EXPORTS + " exports arrived");
        }
        Map<String, String> params = full
                ? Map.of("series", Integer.toString(series), "full", "1")
                : Map.of("series", Integer.toString(series));
        print(params, "cpu", "ms", median(costs, Cost::cpu) / NANOS_PER_MILLI);
        print(params, "cpu.lane", "ms", median(costs, cost -> cost.lane.cpuNanos()) / NANOS_PER_MILLI);
        print(params, "cpu.whole", "ms", median(costs, Cost::cpuWhole) / NANOS_PER_MILLI);
        print(params, "alloc", "B", median(costs, Cost::bytes));
        print(params, "alloc.lane", "B", median(costs, cost -> cost.lane.bytes()));
        print(params, "alloc.whole", "B", median(costs, Cost::bytesWhole));
        print(params, "size", "B", sink.lastBytes());
        print(params, "heap", "B", (double) (heap() - before) / series);
    }

    private static void record(StartedOtel otel, Arguments arguments) throws Exception {
        int endpoints = (int) arguments.number("endpoints", 64);
        long failures = arguments.number("failures", 1);
        boolean full = arguments.number("full", 0) == 1;
        RequestStream requests = new RequestStream(endpoints, failures / 100.0, full);
        double[] rounds = new double[ROUNDS];
        double[] loops = new double[ROUNDS];
        // The first one is for the compiler.
        for (int round = -1; round < ROUNDS; round++) {
            long before = ThreadCosts.mine().cpuNanos();
            for (int i = 0; i < PER_ROUND; i++) {
                otel.record(requests.next());
            }
            long between = ThreadCosts.mine().cpuNanos();
            long read = 0;
            for (int i = 0; i < PER_ROUND; i++) {
                read += requests.next().everything();
            }
            long after = ThreadCosts.mine().cpuNanos();
            if (read == 0) {
                throw new IllegalStateException("nothing was read");
            }
            rounds[Math.max(0, round)] = (double) (between - before) / PER_ROUND;
            loops[Math.max(0, round)] = (double) (after - between) / PER_ROUND;
        }
        Arrays.sort(rounds);
        Arrays.sort(loops);
        Map<String, String> params = full
                ? Map.of("endpoints", Integer.toString(endpoints), "full", "1")
                : Map.of("endpoints", Integer.toString(endpoints));
        print(params, "cost", "ns", rounds[ROUNDS / 2]);
        print(params, "cost.loop", "ns", loops[ROUNDS / 2]);
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(SETTLE_MILLIS);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void print(Map<String, String> params, String measure, String unit, double value) {
        new Result("lanes", "otel", params, measure, unit, value).print();
    }

    private static double median(List<Cost> costs, ToLongFunction<Cost> of) {
        return costs.stream()
                .mapToLong(of)
                .sorted()
                .skip(costs.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private record Cost(ThreadCosts lane, ThreadCosts encoding, ThreadCosts client) {

        private static final String ENCODING = "telemetry-otel-export-";
        private static final String CLIENT = "HttpClient-";

        static @Nullable Cost of(StartedOtel otel, Sink sink) throws Exception {
            ThreadCosts encoding = ThreadCosts.of(ENCODING);
            ThreadCosts client = ThreadCosts.of(CLIENT);
            ThreadCosts lane = ThreadCosts.mine();
            otel.export();
            lane = ThreadCosts.mine().since(lane);
            if (!sink.await()) {
                // The one before was not done yet, so that nothing was begun.
                return null;
            }
            // The answer has to reach the recorder before the next export is due.
            Thread.sleep(SETTLE_MILLIS);
            return new Cost(
                    lane,
                    ThreadCosts.of(ENCODING).since(encoding),
                    ThreadCosts.of(CLIENT).since(client));
        }

        long cpu() {
            return lane.plus(encoding).cpuNanos();
        }

        long cpuWhole() {
            return lane.plus(encoding).plus(client).cpuNanos();
        }

        long bytes() {
            return lane.plus(encoding).bytes();
        }

        long bytesWhole() {
            return lane.plus(encoding).plus(client).bytes();
        }
    }
}
