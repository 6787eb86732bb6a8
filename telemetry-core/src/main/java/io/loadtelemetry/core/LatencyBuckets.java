package io.loadtelemetry.core;

/**
 * The layout of HdrHistogram's buckets: which counter a time belongs to. The same as that of {@code org.HdrHistogram} with
 * a lowest discernible value of 1 ns, so that counters can be handed over to it one by one. Immutable.
 */
final class LatencyBuckets {

    /**
     * One hour, in nanoseconds. Longer times are counted as this: nobody waits longer for a request, and a start that was
     * forgotten (0, the year 1970) must not spoil a mean.
     */
    static final long HIGHEST = 3_600_000_000_000L;

    // Eight pages of counters an octave: the tails of a distribution fill few bytes, its middle few objects.
    private static final int PAGES_PER_OCTAVE_MAGNITUDE = 3;

    private final int digits;
    private final int halfMagnitude;
    private final long mask;
    private final int leadingZerosBase;

    LatencyBuckets(int digits) {
        if (digits < 1 || digits > 5) {
            throw new IllegalArgumentException("precision " + digits + " is not from 1 to 5 significant digits");
        }
        this.digits = digits;
        // So many buckets of one unit that the last of them, 2 * 10^digits, is still true to its last digit.
        int magnitude = Integer.SIZE - Integer.numberOfLeadingZeros(2 * (int) Math.pow(10, digits) - 1);
        halfMagnitude = magnitude - 1;
        mask = (1L << magnitude) - 1;
        leadingZerosBase = Long.SIZE - magnitude;
    }

    int digits() {
        return digits;
    }

    /** The binary logarithm of the counters in a page of {@link SparseCounts}. */
    int pageMagnitude() {
        return Math.max(PAGES_PER_OCTAVE_MAGNITUDE, halfMagnitude - PAGES_PER_OCTAVE_MAGNITUDE);
    }

    /** How many counters there are. */
    int size() {
        return index(HIGHEST) + 1;
    }

    /** The counter of a time from 0 to {@link #HIGHEST}. */
    int index(long nanos) {
        int octave = leadingZerosBase - Long.numberOfLeadingZeros(nanos | mask);
        return (octave << halfMagnitude) + (int) (nanos >>> octave);
    }

    /** The shortest time of a counter. */
    long lowest(int index) {
        int octave = octave(index);
        return (long) (index - (octave << halfMagnitude)) << octave;
    }

    /** The longest time of a counter. */
    long highest(int index) {
        return lowest(index) + (1L << octave(index)) - 1;
    }

    private int octave(int index) {
        return Math.max(0, (index >>> halfMagnitude) - 1);
    }
}
