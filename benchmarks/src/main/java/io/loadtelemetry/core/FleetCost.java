package io.loadtelemetry.core;

import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What it costs a master to merge the snapshots of {@code workers=} workers with {@code endpoints=} endpoints, at each of which
 * {@code requests=} were counted in the interval: CPU time of one thread, and the memory that the fleet holds.
 */
public final class FleetCost {

    private static final String RUN = "018f0000-0000-7000-8000-000000000001";
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 11;

    private FleetCost() {}

    /**
     * Prints medians over the intervals.
     *
     * @param args {@code workers=}, {@code endpoints=} and {@code requests=}
     */
    public static void main(String[] args) {
        Arguments arguments = new Arguments(args);
        int workers = (int) arguments.number("workers", 1000);
        int endpoints = (int) arguments.number("endpoints", 200);
        int requests = (int) arguments.number("requests", 10);
        long before = usedHeap();
        Subjects subjects = new Subjects(2000);
        Fleet fleet = new Fleet(RUN, 3, Long.MAX_VALUE, false, System::nanoTime, subjects::endpoint);
        RequestStatistics statistics =
                new RequestStatistics(3, FleetSimulation.INTERVAL_NANOS, 0, OptionalLong::empty, stats -> {});
        statistics.merge(fleet);
        FleetSimulation simulation = new FleetSimulation(RUN, workers, endpoints, requests);

        double[] merge = new double[ROUNDS];
        double[] end = new double[ROUNDS];
        double bytes = 0;
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            List<byte[]> snapshots = simulation.interval();
            bytes = snapshots.stream().mapToInt(each -> each.length).average().orElse(0);
            long start = cpuNanos();
            for (byte[] snapshot : snapshots) {
                if (fleet.merge(snapshot) != MergeResult.MERGED) {
                    throw new IllegalStateException(fleet.merge(snapshot).reason());
                }
            }
            long merged = cpuNanos();
            statistics.tick((i + WARM_UP + 1) * FleetSimulation.INTERVAL_NANOS);
            if (i >= 0) {
                merge[i] = (merged - start) / 1e3 / workers;
                end[i] = (cpuNanos() - merged) / 1e6;
            }
        }
        Map<String, String> params =
                Map.of("workers", "" + workers, "endpoints", "" + endpoints, "requests", "" + requests);
        double perSnapshot = median(merge);
        print(params, "snapshot", "B", bytes);
        print(params, "merge", "us", perSnapshot);
        print(params, "per endpoint", "us", perSnapshot / endpoints);
        print(params, "end of interval", "ms", median(end));
        print(params, "share of a core", "1", (perSnapshot * 1e-6 * workers + median(end) * 1e-3) / 2);
        simulation = null;
        print(params, "heap", "MB", (usedHeap() - before) / 1e6);
        // Until here all of it is in use.
        statistics.finish((ROUNDS + WARM_UP) * FleetSimulation.INTERVAL_NANOS);
    }

    private static void print(Map<String, String> params, String measure, String unit, double value) {
        new Result("scale", "merge", params, measure, unit, value).print();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
