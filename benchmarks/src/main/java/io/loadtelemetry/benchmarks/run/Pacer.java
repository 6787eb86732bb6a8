package io.loadtelemetry.benchmarks.run;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** One load thread that publishes at a steady rate, a millisecond's requests at a time, and can time each publish. */
final class Pacer implements Runnable {

    private static final long MILLISECOND = 1_000_000;
    private static final int DURATIONS = 1 << 14;

    /** After a pause of its own a load thread does not make up for more than this at once. */
    private static final long MOST_BEHIND = 4 * MILLISECOND;

    private final RequestRecorder[] endpoints;
    private final long perSecond;
    private final long nanos;
    private final boolean timed;
    private final long base;
    private final long[] durations = new long[DURATIONS];
    private final Histogram latency = new Histogram(1, 60_000_000_000L, 3);
    private volatile long published;

    /**
     * A load thread.
     *
     * @param telemetry where it publishes
     * @param endpoints how many it takes in turns
     * @param perSecond its rate
     * @param nanos how long
     * @param timed whether to measure how long each publish takes
     */
    Pacer(Telemetry telemetry, int endpoints, long perSecond, long nanos, boolean timed) {
        this.endpoints = new RequestRecorder[endpoints];
        for (int i = 0; i < endpoints; i++) {
            this.endpoints[i] = telemetry.request("GET", "/" + i);
        }
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.timed = timed;
        this.base = telemetry.now();
        // Log-normal, median 50 ms, as service times are.
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < DURATIONS; i++) {
            durations[i] = (long) (50 * MILLISECOND * Math.exp(gaussian(random)));
        }
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        long done = 0;
        long last = start;
        double due = 0;
        for (long now = start; now - start < nanos; now = System.nanoTime()) {
            due += Math.min(now - last, MOST_BEHIND) * (perSecond / 1e9);
            last = now;
            while (done < due) {
                publish(done++);
            }
            published = done;
            LockSupport.parkNanos(MILLISECOND);
        }
    }

    private void publish(long number) {
        RequestRecorder endpoint = endpoints[(int) (number % endpoints.length)];
        long end = base + durations[(int) (number & (DURATIONS - 1))];
        if (timed) {
            long before = System.nanoTime();
            endpoint.success(base, end, 512);
            latency.recordValue(System.nanoTime() - before);
        } else {
            endpoint.success(base, end, 512);
        }
    }

    long published() {
        return published;
    }

    /** How long publishing took; to be read when it is over. */
    Histogram latency() {
        return latency;
    }

    /** Runs some at once and waits for their end. */
    static void runAll(Pacer... pacers) throws InterruptedException {
        Thread[] threads = new Thread[pacers.length];
        for (int i = 0; i < pacers.length; i++) {
            threads[i] = new Thread(pacers[i], "load-" + i);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
