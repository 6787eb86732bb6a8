package io.loadtelemetry.recorder.otel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The cap on spans per second: the generic cell rate algorithm (ITU-T Recommendation I.371), which is one number and one
 * compare-and-set. There may be a burst of a tenth of a second's spans. Of that a part is kept for failed and slow requests,
 * so that a high ratio does not leave them out. Thread-safe, lock-free.
 */
final class SpanRate {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long BURST = SECOND / 10;

    private final long step;
    private final long limit;
    private final long ordinaryLimit;
    private final LongSupplier nanoTime;

    /** When all spans so far would have been due, had they come at the rate. */
    private final AtomicLong due;

    SpanRate(int perSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        step = SECOND / perSecond;
        limit = Math.max(step, BURST);
        ordinaryLimit = Math.max(step, BURST - BURST / 5);
        due = new AtomicLong(nanoTime.getAsLong());
    }

    /** Whether there is room for a span that is as good as any other. */
    boolean take() {
        return take(ordinaryLimit);
    }

    /** Whether there is room for a span that is worth more than others. */
    boolean takeForKept() {
        return take(limit);
    }

    private boolean take(long most) {
        long now = nanoTime.getAsLong();
        while (true) {
            long last = due.get();
            long next = Math.max(0, last - now) + now + step;
            if (next - now > most) {
                return false;
            }
            if (due.compareAndSet(last, next)) {
                return true;
            }
        }
    }
}
