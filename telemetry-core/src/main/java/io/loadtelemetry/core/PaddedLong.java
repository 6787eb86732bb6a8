package io.loadtelemetry.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Keeps the value of {@link PaddedLong} off the cache line of whatever lies before it. */
abstract class PaddingBefore {
    long before0;
    long before1;
    long before2;
    long before3;
    long before4;
    long before5;
    long before6;
    long before7;
}

/** The value of {@link PaddedLong}: a class of its own, because the fields of a superclass lie before those of a class. */
abstract class PaddedValue extends PaddingBefore {
    volatile long value;
}

/** A long that shares no cache line with anything else, so that whoever writes it slows down nobody who reads the rest. */
final class PaddedLong extends PaddedValue {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(PaddedValue.class, "value", long.class);
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

    long getAcquire() {
        return (long) VALUE.getAcquire(this);
    }

    void setRelease(long newValue) {
        VALUE.setRelease(this, newValue);
    }

    boolean compareAndSet(long expected, long newValue) {
        return VALUE.compareAndSet(this, expected, newValue);
    }
}
