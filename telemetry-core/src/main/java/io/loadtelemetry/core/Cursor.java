package io.loadtelemetry.core;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How far one lane has read one {@link Stripe}: the sequence it reads next. Only grows. The lane advances it after it has
 * copied slots; a producer may move it too, past slots the lane was too slow for. Both do so by compare-and-set, so that
 * exactly one of them accounts for a slot.
 */
final class Cursor {

    private final PaddedLong position = new PaddedLong();
    private final boolean movable;
    private final Wakeable reader;
    private final AtomicLong overrun = new AtomicLong();

    /** What a producer may do with the reader that is behind. */
    interface Wakeable {
        /** Ends a long pause of the reader; cheap when it is not pausing. */
        void wake();
    }

    Cursor(boolean movable, Wakeable reader) {
        this.movable = movable;
        this.reader = reader;
    }

    long position() {
        return position.getAcquire();
    }

    /** Called by the lane: what it copied from {@code from} on is valid, and now its own, if this succeeds. */
    boolean advance(long from, long to) {
        return position.compareAndSet(from, to);
    }

    /** Called by a producer: moves the reader to {@code to} and accounts for what it loses, unless it got on meanwhile. */
    void movePast(long from, long to) {
        if (position.compareAndSet(from, to)) {
            overrun.addAndGet(to - from);
        }
    }

    boolean movable() {
        return movable;
    }

    void wake() {
        reader.wake();
    }

    /** How many slots the reader was moved past. */
    long overrun() {
        return overrun.get();
    }
}
