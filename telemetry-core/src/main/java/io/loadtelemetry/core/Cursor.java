package io.loadtelemetry.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the hot field of {@link Cursor} off the cache line of whatever lies before it. */
abstract class CursorPadding {
    long before0;
    long before1;
    long before2;
    long before3;
    long before4;
    long before5;
    long before6;
    long before7;
}

/** The hot field of {@link Cursor}. */
abstract class CursorPosition extends CursorPadding {
    volatile long position;
}

/**
 * How far one lane has read one {@link Stripe}: the sequence it reads next. Only grows. The lane advances it after it has
 * copied slots; a producer may move it too, past slots the lane was too slow for. Both do so by compare-and-set, so that
 * exactly one of them accounts for a slot.
 */
final class Cursor extends CursorPosition {

    private static final VarHandle POSITION;

    static {
        try {
            POSITION = MethodHandles.lookup().findVarHandle(CursorPosition.class, "position", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    long after0;
    long after1;
    long after2;
    long after3;
    long after4;
    long after5;
    long after6;
    long after7;

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
        return (long) POSITION.getAcquire(this);
    }

    /** Called by the lane: what it copied from {@code from} on is valid, and now its own, if this succeeds. */
    boolean advance(long from, long to) {
        return POSITION.compareAndSet(this, from, to);
    }

    /** Called by a producer: moves the reader to {@code to} and accounts for what it loses, unless it got on meanwhile. */
    void movePast(long from, long to) {
        if (POSITION.compareAndSet(this, from, to)) {
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
