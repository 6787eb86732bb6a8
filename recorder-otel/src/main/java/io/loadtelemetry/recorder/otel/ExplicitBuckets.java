package io.loadtelemetry.recorder.otel;

import java.util.List;

/**
 * Which bucket with explicit bounds a duration falls into: the first one whose bound it does not exceed. The bounds are
 * turned into whole nanoseconds once, each the greatest whose exported value does not exceed it, so that the answer is the
 * one of comparing exported values. Immutable.
 */
final class ExplicitBuckets {

    private final List<Double> bounds;
    private final long[] greatest;

    /** The first bucket that a number of so many leading zeros can be in. */
    private final int[] first = new int[Long.SIZE + 1];

    /**
     * Computes the table.
     *
     * @param unit of the exported values
     * @param bounds in this unit, ascending
     */
    ExplicitBuckets(DurationUnit unit, List<Double> bounds) {
        this.bounds = List.copyOf(bounds);
        greatest = bounds.stream().mapToLong(bound -> greatest(unit, bound)).toArray();
        for (int zeros = 0; zeros <= Long.SIZE; zeros++) {
            long least = zeros == Long.SIZE ? 0 : Long.MIN_VALUE >>> zeros;
            first[zeros] = zeros == 0 ? greatest.length : search(0, least);
        }
    }

    private static long greatest(DurationUnit unit, double bound) {
        double nanos = bound * unit.nanos();
        if (nanos > DurationUnit.MOST_NANOS) {
            return DurationUnit.MOST_NANOS;
        }
        long greatest = (long) nanos;
        while (unit.ofNanos(greatest) > bound) {
            greatest--;
        }
        while (unit.ofNanos(greatest + 1) <= bound) {
            greatest++;
        }
        return greatest;
    }

    private int search(int from, long nanos) {
        int position = from;
        while (position < greatest.length && nanos > greatest[position]) {
            position++;
        }
        return position;
    }

    /**
     * The bucket of a duration.
     *
     * @param nanos a duration within the range of {@link DurationUnit}
     * @return its position, from 0
     */
    int position(long nanos) {
        return search(first[Long.numberOfLeadingZeros(nanos)], nanos);
    }

    /** How many there are: one more than bounds. */
    int size() {
        return greatest.length + 1;
    }

    List<Double> bounds() {
        return bounds;
    }
}
