package io.loadtelemetry.benchmarks.publish;

import com.sun.management.ThreadMXBean;
import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;

/**
 * What publishing costs a load thread: {@code subject=} by {@code threads=} that do some work between two requests. CPU
 * time of the load threads, in turns with rounds of the same work in which nothing is published, of which the difference
 * counts; so neither the loop nor a thread's waiting for a processor is in it.
 */
public final class PublishCost {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PER_ROUND = 160_000;

    private final Subject subject;
    private final int threads;
    private final int tokens;
    private final int perRound;
    private final int rounds;
    /** By round, then by thread. */
    private final long[][] with;

    private final long[][] without;
    private final long[] allocated;
    private volatile long refused;
    private volatile long sink;

    private PublishCost(Subject subject, Arguments arguments) {
        this.subject = subject;
        threads = (int) arguments.number("threads", 1);
        tokens = (int) arguments.number("tokens", LoadThreads.TOKENS);
        rounds = (int) arguments.number("rounds", 15);
        perRound = PER_ROUND / threads;
        with = new long[rounds][threads];
        without = new long[rounds][threads];
        allocated = new long[threads];
    }

    /**
     * Prints the cost of a request, what it allocates, and the share there was no room for.
     *
     * @param args {@code subject=}, {@code threads=}, {@code rounds=}, {@code tokens=} for the work between requests
     * @throws Exception if the subject does not work
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args);
        String name = arguments.text("subject", "loadtelemetry");
        try (Subject subject = Subjects.create(name)) {
            PublishCost cost = new PublishCost(subject, arguments);
            cost.run();
            cost.print(name);
        }
    }

    private void run() throws Exception {
        // Warm-up: long enough for the optimizing compiler, and for the statistics to have seen all durations.
        CyclicBarrier barrier = new CyclicBarrier(threads);
        LoadThreads.run(threads, thread -> {
            for (int round = -rounds; round < rounds; round++) {
                if (round == 0 && thread == 0) {
                    refused = subject.refused();
                }
                LoadThreads.await(barrier);
                long before = THREADS.getCurrentThreadCpuTime();
                sink = LoadThreads.pause(perRound, tokens);
                long between = THREADS.getCurrentThreadCpuTime();
                LoadThreads.await(barrier);
                long bytes =
                        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
                long start = THREADS.getCurrentThreadCpuTime();
                sink = LoadThreads.publish(subject, perRound, tokens);
                long end = THREADS.getCurrentThreadCpuTime();
                if (round >= 0) {
                    without[round][thread] = between - before;
                    with[round][thread] = end - start;
                    allocated[thread] += THREADS.getThreadAllocatedBytes(
                                    Thread.currentThread().getId())
                            - bytes;
                }
            }
        });
    }

    /** The median cost of a request, ns. */
    static double of(String subject, Arguments arguments) throws Exception {
        try (Subject created = Subjects.create(subject)) {
            PublishCost cost = new PublishCost(created, arguments);
            cost.run();
            return cost.median();
        }
    }

    private double median() {
        double[] nanos = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long difference = Arrays.stream(with[round]).sum()
                    - Arrays.stream(without[round]).sum();
            nanos[round] = difference / (double) (perRound * threads);
        }
        Arrays.sort(nanos);
        return nanos[rounds / 2];
    }

    private void print(String name) {
        double published = (double) rounds * perRound * threads;
        result(name, "mean", "ns", median());
        result(name, "alloc", "B", Math.floor(Arrays.stream(allocated).sum() / published * 100) / 100);
        result(name, "refused", "1", (subject.refused() - refused) / published);
    }

    private void result(String name, String measure, String unit, double value) {
        new Result("publish", name, Map.of("threads", Integer.toString(threads)), measure, unit, value).print();
    }
}
