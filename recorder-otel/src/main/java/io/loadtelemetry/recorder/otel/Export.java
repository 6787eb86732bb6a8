package io.loadtelemetry.recorder.otel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One export and what became of it. Thread-safe: the sender tells, the lane asks. */
final class Export {

    private final long mark;
    private final long begin = System.nanoTime();
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile @Nullable String attempt;
    private volatile long rejected;
    private volatile boolean unsupported;

    /**
     * An export.
     *
     * @param mark how many events were recorded before what it carries was collected
     */
    Export(long mark) {
        this.mark = mark;
    }

    long mark() {
        return mark;
    }

    /** The collector took it, but for some points. */
    void accepted(long rejectedPoints) {
        rejected = rejectedPoints;
    }

    /** It failed; the first reason is kept. */
    void failed(String why) {
        failure.compareAndSet(null, why);
    }

    /** It failed because this signal is not taken there: no later one will be either. */
    void failedForGood(String why) {
        unsupported = true;
        failed(why);
    }

    /** An attempt failed; there may be others. */
    void attemptFailed(String why) {
        attempt = why;
    }

    /** Nothing touches the collected data any more. */
    void finish() {
        done.countDown();
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    /** Waits for the end. An interrupt stays set but ends nothing: the wait is bounded, and the last values are at stake. */
    boolean await(long nanos) {
        long deadline = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    long nanosSinceBegin() {
        return System.nanoTime() - begin;
    }

    /** Why it failed, in a few words without any value from outside, or null. */
    @Nullable
    String failure() {
        return failure.get();
    }

    /** Whether the collector does not know the signal. */
    boolean unsupported() {
        return unsupported;
    }

    /** Why the last attempt failed that the sender told of, or null. */
    @Nullable
    String failedAttempt() {
        return attempt;
    }

    /** How many points the collector refused of an export that it took otherwise. */
    long rejected() {
        return rejected;
    }
}
