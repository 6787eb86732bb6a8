package io.loadtelemetry.benchmarks.publish;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.openjdk.jmh.infra.Blackhole;

/** Load threads that all do the same at the same time, again and again. */
final class LoadThreads {

    /** Busy work between two requests, in units of {@link Blackhole#consumeCPU}: about 300 ns. */
    static final int TOKENS = 150;

    private static final int DURATIONS = 1 << 10;
    private static final long BASE = 1_700_000_000_000_000_000L;
    private static final long[] ENDS = new long[DURATIONS];

    static {
        for (int i = 0; i < DURATIONS; i++) {
            // 1 to 100 ms, short ones more often than long ones; in an order that nothing can predict.
            double share = (i * 0x9E3779B97F4A7C15L >>> 11) / (double) (1L << 53);
            ENDS[i] = BASE + (long) (1e6 * Math.pow(100, share));
        }
    }

    /** What one load thread does; told which one it is. */
    @FunctionalInterface
    interface Work {
        void run(int thread) throws Exception;
    }

    private LoadThreads() {}

    /** Runs it on so many threads, which begin together. */
    static void run(int threads, Work work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        Throwable[] failures = new Throwable[threads];
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int number = i;
            all[i] = new Thread(
                    () -> {
                        try {
                            start.await();
                            work.run(number);
                        } catch (Throwable e) {
                            failures[number] = e;
                        }
                    },
                    "load-" + i);
            all[i].start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        for (Throwable failure : failures) {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        }
    }

    static void await(CyclicBarrier barrier) throws InterruptedException, BrokenBarrierException {
        int unused = barrier.await();
    }

    /** The busy work alone. */
    static long pause(int count, int tokens) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            Blackhole.consumeCPU(tokens);
            sum += ENDS[i & (DURATIONS - 1)];
        }
        return sum;
    }

    /** The same with a request published after each piece of it. */
    static long publish(Subject subject, int count, int tokens) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            Blackhole.consumeCPU(tokens);
            long end = ENDS[i & (DURATIONS - 1)];
            subject.publish(BASE, end);
            sum += end;
        }
        return sum;
    }
}
