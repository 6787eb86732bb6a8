package io.loadtelemetry.benchmarks.publish;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A queue with one consumer, which looks into it every millisecond and counts the durations in a histogram: the least that
 * somebody would do with requests. What there is no room for is counted and thrown away.
 */
abstract class Polled implements Subject {

    /** As that of the library. */
    static final int CAPACITY = 1 << 16;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Histogram durations = new Histogram(1, TimeUnit.HOURS.toNanos(1), 3);
    private final LongAdder refused = new LongAdder();
    private final Thread consumer = new Thread(this::consume, "consumer");
    private volatile boolean ended;
    private volatile long taken;

    /** To be called at the end of the constructor. */
    final void start() {
        consumer.setDaemon(true);
        consumer.start();
    }

    private void consume() {
        while (!ended) {
            long before = durations.getTotalCount();
            drain();
            taken = durations.getTotalCount();
            if (taken == before) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Takes what is there, on the consumer's thread. */
    abstract void drain();

    final void take(long start, long end) {
        durations.recordValue(Math.max(0, end - start));
    }

    final void refuse() {
        refused.increment();
    }

    @Override
    public long taken() {
        return taken;
    }

    @Override
    public long refused() {
        return refused.sum();
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        consumer.join(TimeUnit.SECONDS.toMillis(5));
    }
}
