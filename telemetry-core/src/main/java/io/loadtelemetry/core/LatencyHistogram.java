package io.loadtelemetry.core;

import io.loadtelemetry.api.event.LatencyStats;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of times. The buckets are those of HdrHistogram; minimum, maximum and mean are exact. Kept sparsely,
 * because a histogram of HdrHistogram takes 130 to 270 kB here and there are up to four for each of 2,001 endpoints; its
 * packed one is as small as this, but takes ten times as long to record. One thread.
 */
class LatencyHistogram extends SparseCounts {

    /** The sum is kept in two parts, the upper one in units of 2^62 ns: 146 years of one user, a day of 53,000. */
    private static final int UPPER = 62;

    /** The most of the rest. */
    static final long LOWER_SUM = (1L << UPPER) - 1;

    private final LatencyBuckets buckets;
    private long count;
    private long sum;
    private long upperSum;
    private long min = Long.MAX_VALUE;
    private long max;

    LatencyHistogram(LatencyBuckets buckets) {
        super(buckets.size(), buckets.pageMagnitude());
        this.buckets = buckets;
    }

    /** Counts a time in nanoseconds; one below 0 as 0, one above {@link LatencyBuckets#HIGHEST} as that. */
    final void record(long nanos) {
        long value = Math.max(0, Math.min(nanos, LatencyBuckets.HIGHEST));
        increment(buckets.index(value));
        count++;
        sum += value;
        if (sum >>> UPPER != 0) {
            carrySum();
        }
        if (value < min) {
            min = value;
        }
        if (value > max) {
            max = value;
        }
    }

    private void carrySum() {
        upperSum += sum >>> UPPER;
        sum &= LOWER_SUM;
    }

    final long count() {
        return count;
    }

    /** Reads the counters out into slots that were used before. */
    final void readInto(Slots slots) {
        slots.clear();
        readCounts(slots);
    }

    /**
     * Adds what another histogram of the same layout holds.
     *
     * @param other the other
     * @param slots the other's counters
     */
    final void add(LatencyHistogram other, Slots slots) {
        add(new Snapshot.Times(other.count, other.min, other.max, other.upperSum, other.sum, slots));
    }

    /** A distribution that was written out. */
    static Snapshot.Times times(long count, long min, long max, BigInteger sum, Slots slots) {
        return new Snapshot.Times(
                count,
                min,
                max,
                sum.shiftRight(UPPER).longValueExact(),
                sum.and(BigInteger.valueOf(LOWER_SUM)).longValueExact(),
                slots);
    }

    /** Adds a distribution that came from another node. */
    final void add(Snapshot.Times times) {
        addCounts(times.slots());
        count += times.count();
        // Both below 2^62: no overflow.
        sum += times.sum();
        upperSum += times.upperSum();
        carrySum();
        min = Math.min(min, times.min());
        max = Math.max(max, times.max());
    }

    /** What it holds, for another node; there has to be something. */
    final Snapshot.Times snapshot(Slots slots) {
        readInto(slots);
        return new Snapshot.Times(count, min, max, upperSum, sum, slots.copy());
    }

    final void clearHistogram() {
        if (count == 0) {
            return;
        }
        clearCounts();
        count = 0;
        sum = 0;
        upperSum = 0;
        min = Long.MAX_VALUE;
        max = 0;
    }

    /**
     * Evaluates it.
     *
     * @param slots its counters
     * @param encoded the histogram itself, where it is wanted
     * @return the statistics, or null where nothing was recorded
     */
    @Nullable
    final LatencyStats stats(Slots slots, @Nullable String encoded) {
        if (count == 0) {
            return null;
        }
        PercentileCursor cursor = new PercentileCursor(slots);
        return new LatencyStats(
                count,
                min,
                BigInteger.valueOf(upperSum).shiftLeft(UPPER).add(BigInteger.valueOf(sum)),
                max,
                percentile(cursor, 50),
                percentile(cursor, 75),
                percentile(cursor, 90),
                percentile(cursor, 95),
                percentile(cursor, 99),
                percentile(cursor, 99.9),
                encoded);
    }

    private long percentile(PercentileCursor cursor, double percentile) {
        // As HdrHistogram does it: the next double below, lest a rounding error asks for one value too many.
        long rank = Math.max(1, (long) Math.ceil(Math.nextDown(percentile) * count / 100));
        return Math.max(min, Math.min(max, buckets.highest(cursor.indexOf(rank))));
    }

    /** Goes up the counters once, for ranks that only rise. */
    private static final class PercentileCursor {

        private final Slots slots;
        private int slot;
        private long below;

        PercentileCursor(Slots slots) {
            this.slots = slots;
        }

        int indexOf(long rank) {
            while (slot < slots.size() - 1 && below + slots.count(slot) < rank) {
                below += slots.count(slot++);
            }
            return slots.index(slot);
        }
    }
}
