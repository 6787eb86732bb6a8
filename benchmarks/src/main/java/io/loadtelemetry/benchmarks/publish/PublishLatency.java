package io.loadtelemetry.benchmarks.publish;

import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long a load thread is kept by publishing, each request timed: {@code subject=} by {@code threads=} for {@code
 * seconds=}. Of {@code subject=empty} it is the clock, and what the machine does to a thread.
 */
public final class PublishLatency {

    private static final long BASE = 1_700_000_000_000_000_000L;

    private PublishLatency() {}

    /**
     * Prints the distribution.
     *
     * @param args see above
     * @throws Exception if the subject does not work
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args);
        String name = arguments.text("subject", "loadtelemetry");
        int threads = (int) arguments.number("threads", 2);
        int tokens = (int) arguments.number("tokens", LoadThreads.TOKENS);
        long nanos = TimeUnit.SECONDS.toNanos(arguments.number("seconds", 3));
        Histogram[] latencies = new Histogram[threads];
        try (Subject subject = Subjects.create(name)) {
            for (long time : new long[] {nanos / 2, nanos}) {
                for (int i = 0; i < threads; i++) {
                    latencies[i] = new Histogram(1, TimeUnit.MINUTES.toNanos(1), 3);
                }
                LoadThreads.run(threads, thread -> publish(subject, latencies[thread], time, tokens));
            }
        }
        Histogram all = latencies[0];
        for (int i = 1; i < threads; i++) {
            all.add(latencies[i]);
        }
        Map<String, String> params = Map.of("threads", Integer.toString(threads));
        String[] names = {"p50", "p99", "p99.9", "p99.99", "max"};
        double[] percentiles = {50, 99, 99.9, 99.99, 100};
        for (int i = 0; i < names.length; i++) {
            new Result("latency", name, params, names[i], "ns", all.getValueAtPercentile(percentiles[i])).print();
        }
    }

    private static void publish(Subject subject, Histogram latency, long nanos, int tokens) {
        long end = System.nanoTime() + nanos;
        long now = 0;
        for (long i = 0; now < end; i++) {
            Blackhole.consumeCPU(tokens);
            long duration = 1_000_000 + (i & 1023) * 50_000;
            long before = System.nanoTime();
            subject.publish(BASE, BASE + duration);
            now = System.nanoTime();
            latency.recordValue(now - before);
        }
    }
}
