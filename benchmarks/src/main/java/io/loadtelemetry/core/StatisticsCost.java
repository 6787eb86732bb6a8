package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What the statistics lane costs per request, over {@code endpoints=} endpoints: copying it out of the ring, and counting
 * it. CPU time of the one thread that does both; and the memory that the statistics hold in the end. With {@code
 * subject=hdrhistogram} a request is only recorded in an HdrHistogram of its endpoint instead.
 */
public final class StatisticsCost {

    private static final int SLOTS = 1 << 13;
    private static final int BATCH = 128;
    private static final int ROUNDS = 41;

    private RequestStatistics statistics =
            new RequestStatistics(3, TimeUnit.SECONDS.toNanos(2), 0, OptionalLong::empty, stats -> {});
    private final SplittableRandom random = new SplittableRandom(1);
    private final long[] buffer = new long[BATCH * Stripe.WORDS];
    private final RequestView view;
    private final int endpoints;
    private Histogram @Nullable [] histograms;
    private long now;

    private StatisticsCost(int endpoints, boolean hdrHistogram) {
        this.endpoints = endpoints;
        if (hdrHistogram) {
            histograms = new Histogram[endpoints];
            Arrays.setAll(histograms, i -> new Histogram(1, LatencyBuckets.HIGHEST, 3));
        }
        Subjects subjects = new Subjects(endpoints);
        for (int i = 0; i < endpoints; i++) {
            int unused = subjects.endpoint(Endpoint.of("GET", "/" + i));
        }
        int unused = subjects.errorType("500");
        view = new RequestView(buffer, new long[0], subjects);
    }

    /**
     * Prints the median cost.
     *
     * @param args {@code endpoints=} and {@code subject=}
     */
    public static void main(String[] args) {
        int endpoints = (int) new Arguments(args).number("endpoints", 64);
        String subject = new Arguments(args).text("subject", "statistics");
        StatisticsCost cost = new StatisticsCost(endpoints, subject.equals("hdrhistogram"));
        double[] nanos = new double[ROUNDS];
        for (int i = -ROUNDS; i < ROUNDS; i++) {
            double round = cost.round();
            if (i >= 0) {
                nanos[i] = round;
            }
        }
        Arrays.sort(nanos);
        Map<String, String> params = Map.of("endpoints", Integer.toString(endpoints));
        new Result("lanes", subject, params, "cost", "ns", nanos[ROUNDS / 2]).print();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long with = runtime.totalMemory() - runtime.freeMemory();
        cost.forget();
        System.gc();
        long without = runtime.totalMemory() - runtime.freeMemory();
        new Result("lanes", subject, params, "memory", "MB", (with - without) / 1e6).print();
    }

    private void forget() {
        histograms = null;
        statistics = new RequestStatistics(3, TimeUnit.SECONDS.toNanos(2), 0, OptionalLong::empty, stats -> {});
    }

    private double round() {
        Cursor cursor = new Cursor(false, () -> {});
        Stripe stripe = new Stripe(SLOTS, Stripe.Extra.NOTHING, List.of(cursor));
        long cpu = 0;
        int turns = 64;
        for (int turn = 0; turn < turns; turn++) {
            fill(stripe);
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            drain(stripe, cursor);
            cpu += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        }
        now += TimeUnit.SECONDS.toNanos(2);
        statistics.tick(now);
        return cpu / (double) (turns * SLOTS);
    }

    private void fill(Stripe stripe) {
        for (int i = 0; i < SLOTS; i++) {
            long sequence = stripe.claim();
            int offset = stripe.offset(sequence);
            long[] words = stripe.words();
            words[offset + Slot.SUBJECT] = Slot.pair(Slot.KIND_REQUEST, random.nextInt(endpoints));
            words[offset + Slot.OUTCOME] = Slot.pair(random.nextInt(100) == 0 ? 1 : Subjects.NO_ERROR, 200);
            words[offset + Slot.START] = 0;
            words[offset + Slot.END] = duration();
            words[offset + Slot.INTENDED_START] = -1;
            words[offset + Slot.BYTES_SENT] = -1;
            words[offset + Slot.BYTES_RECEIVED] = 512;
            stripe.publish(sequence);
        }
    }

    /** Log-normal, median 50 ms. */
    private long duration() {
        double gaussian =
                Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
        return (long) (50e6 * Math.exp(0.5 * gaussian));
    }

    private void drain(Stripe stripe, Cursor cursor) {
        while (true) {
            long from = cursor.position();
            int count = stripe.copy(from, BATCH, buffer);
            if (count == 0) {
                return;
            }
            boolean unused = cursor.advance(from, from + count);
            if (histograms != null) {
                recordInHistograms(histograms, count);
                continue;
            }
            for (int i = 0; i < count; i++) {
                view.moveTo(i);
                statistics.record(view);
            }
        }
    }

    private void recordInHistograms(Histogram[] byEndpoint, int count) {
        for (int i = 0; i < count; i++) {
            view.moveTo(i);
            byEndpoint[view.endpointIndex()].recordValue(view.duration());
        }
    }
}
