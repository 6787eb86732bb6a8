package io.loadtelemetry.core;

import io.loadtelemetry.api.event.LatencyStats;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of times. The buckets are those of HdrHistogram; minimum, maximum and mean are exact. Kept sparsely,
 * because a histogram of HdrHistogram takes 130 to 270 kB here and there are up to four for each of 2,001 endpoints; its
 * packed one is as small as this, but takes ten times as long to record. One thread.
 */
class LatencyHistogram extends SparseCounts {

    private final LatencyBuckets buckets;
    private long count;
    private double sum;
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
        if (value < min) {
            min = value;
        }
        if (value > max) {
            max = value;
        }
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
        addCounts(slots);
        count += other.count;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    /** Adds a distribution that came from another node. */
    final void add(Snapshot.Times times, Slots slots) {
        addCounts(slots);
        count += times.count();
        sum += times.sum();
        min = Math.min(min, times.min());
        max = Math.max(max, times.max());
    }

    /** What it holds, for another node; there has to be something. */
    final Snapshot.Times snapshot(Slots slots, HistogramBytes bytes) {
        readInto(slots);
        return new Snapshot.Times(count, min, max, sum, bytes.encode(slots));
    }

    final void clearHistogram() {
        if (count == 0) {
            return;
        }
        clearCounts();
        count = 0;
        sum = 0;
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
                sum / count,
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
