package io.loadtelemetry.examples.demo;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The open model: requests are due by a schedule, whatever the target does, and the next free user sends them. One that
 * starts late keeps its intended start, so that the time it waited is part of its response time.
 */
final class Arrivals implements Pacing {

    /** A user that is just waking up is not late. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final double perNano;
    private final long rampNanos;
    private final long start;
    private final long end;
    private final LongSupplier clock;
    private final StopSwitch stop;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    Arrivals(double perSecond, long rampNanos, long start, long end, LongSupplier clock, StopSwitch stop) {
        this.perNano = perSecond / 1e9;
        this.rampNanos = rampNanos;
        this.start = start;
        this.end = end;
        this.clock = clock;
        this.stop = stop;
    }

    /** When the n-th request is due: the rate grows evenly during the ramp, which then has half of its requests. */
    long due(long number) {
        double inRamp = perNano * rampNanos / 2;
        double offset = number < inRamp
                ? Math.sqrt(2 * number * (double) rampNanos / perNano)
                : rampNanos + (number - inRamp) / perNano;
        return start + (long) offset;
    }

    /** How many are due before a time: the inverse of {@link #due}. */
    long dueBefore(long time) {
        long low = 0;
        long high = (long) Math.ceil(perNano * Math.max(0, time - start)) + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (due(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public long awaitTurn(Random random) {
        long due = due(next.getAndIncrement());
        if (due >= end || !stop.sleep(due - clock.getAsLong())) {
            return OVER;
        }
        taken.incrementAndGet();
        return due;
    }

    @Override
    public long missed() {
        return Math.max(0, dueBefore(Math.min(end, clock.getAsLong()) - GRACE_NANOS) - taken.get());
    }
}
