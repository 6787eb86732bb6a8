package io.loadtelemetry.recorder.otel;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Which exponential bucket a duration falls into, exactly and without a logarithm. The bucket of index i takes what is
 * above 2^(i/32) and at most 2^((i+1)/32) units: scale {@value HistogramShape#SCALE} of the OpenTelemetry metrics data
 * model, whose section "Exponential Buckets" names a table of the boundaries, looked up by the exponent and the first bits
 * of the significand, as one of the ways ("use a lookup table").
 *
 * <p>Here the table is one of whole nanoseconds. A duration is a whole number, so that it is above a boundary exactly when
 * it is above the boundary rounded down, and no rounding of floating point is left that could put it beside. An
 * octave is cut into 64 cells of equal width, each narrower than any bucket (1/64 against 2.19 %), so that a cell
 * holds one boundary at most: the bucket is the first one of the cell, or the next.
 *
 * <p>Immutable. 16 kB.
 */
final class ExponentialBuckets {

    private static final int PER_OCTAVE = 1 << HistogramShape.SCALE;
    private static final int CELL_BITS = 6;

    /** The exponent of the shortest duration. */
    private static final int FIRST_OCTAVE = 63 - Long.numberOfLeadingZeros(DurationUnit.LEAST_NANOS);

    /** So many more bits than nanoseconds have the boundaries of one octave: for the longest octave of any unit. */
    private static final int FRACTION_BITS = 30;

    /** The greatest duration of each bucket. */
    private final long[] upper;

    /** The bucket of the shortest duration of each cell. */
    private final short[] first;

    private final int lowest;

    /**
     * Computes the tables.
     *
     * @param unit of the exported values
     */
    ExponentialBuckets(DurationUnit unit) {
        long[] octave = octave(unit.nanos());
        int low =
                (int) Math.floor(PER_OCTAVE * Math.log(DurationUnit.LEAST_NANOS / (double) unit.nanos()) / Math.log(2))
                        - 1;
        while (boundary(octave, low + 1) < DurationUnit.LEAST_NANOS) {
            low++;
        }
        lowest = low;
        long[] bounds = new long[HistogramShape.BUCKETS];
        int size = 0;
        do {
            bounds[size] = boundary(octave, lowest + size + 1);
        } while (bounds[size++] < DurationUnit.MOST_NANOS);
        upper = Arrays.copyOf(bounds, size);
        first = cells(upper);
    }

    /** The boundaries 2^(0/32) to 2^(31/32) in nanoseconds, times 2^{@value #FRACTION_BITS}, rounded down. */
    private static long[] octave(long unitNanos) {
        BigInteger one = BigInteger.valueOf(unitNanos).shiftLeft(FRACTION_BITS).pow(PER_OCTAVE);
        long[] octave = new long[PER_OCTAVE];
        for (int i = 0; i < PER_OCTAVE; i++) {
            // The 32nd root of one * 2^i. Rounding down at every step is rounding down once.
            BigInteger root = one.shiftLeft(i);
            for (int step = 0; step < HistogramShape.SCALE; step++) {
                root = root.sqrt();
            }
            octave[i] = root.longValueExact();
        }
        return octave;
    }

    /** 2^(index/32) units in nanoseconds, rounded down. */
    private static long boundary(long[] octave, int index) {
        return octave[Math.floorMod(index, PER_OCTAVE)] >> (FRACTION_BITS - Math.floorDiv(index, PER_OCTAVE));
    }

    private static short[] cells(long[] upper) {
        short[] cells = new short[cell(DurationUnit.MOST_NANOS) + 1];
        int bucket = 0;
        for (int cell = 0; cell < cells.length; cell++) {
            int exponent = FIRST_OCTAVE + (cell >> CELL_BITS);
            long shortest = ((1L << CELL_BITS) + (cell & ((1 << CELL_BITS) - 1))) << (exponent - CELL_BITS);
            while (upper[bucket] < shortest) {
                bucket++;
            }
            cells[cell] = (short) bucket;
        }
        return cells;
    }

    private static int cell(long nanos) {
        int exponent = 63 - Long.numberOfLeadingZeros(nanos);
        return ((exponent - FIRST_OCTAVE - 1) << CELL_BITS) + (int) (nanos >>> (exponent - CELL_BITS));
    }

    /**
     * The bucket of a duration.
     *
     * @param nanos a duration within the range of {@link DurationUnit}, not 0
     * @return its position: 0 for the bucket of the shortest duration
     */
    int position(long nanos) {
        int position = first[cell(nanos)];
        // One more where the duration is greater: without a branch, which would be a toss of a coin.
        return position + (int) ((upper[position] - nanos) >>> (Long.SIZE - 1));
    }

    /** How many there are. */
    int size() {
        return upper.length;
    }

    /** The index of the bucket at a position, as the data model counts. */
    int index(int position) {
        return lowest + position;
    }
}
