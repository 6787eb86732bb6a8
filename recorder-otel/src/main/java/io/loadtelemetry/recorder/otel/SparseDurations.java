package io.loadtelemetry.recorder.otel;

import java.util.Arrays;

/**
 * Durations with a count for each bucket, and room for those in use only. An {@code int} each, because there can be
 * thousands of series and what fits in the cache is fast; what is too much for it is kept aside. The counts are fields of
 * the series and not of an object of their own, which would be one more step in memory for every duration.
 */
abstract class SparseDurations extends Durations {

    /** Most latencies of an endpoint lie within a few octaves. */
    private static final int ROOM = 1 << HistogramShape.SCALE;

    private static final int[] NONE = {};

    private final int size;
    private int[] counts = NONE;
    private int base;

    /** The position of a bucket for every 2^31 of its counts. */
    private int[] full = NONE;

    /**
     * A series.
     *
     * @param point takes what is collected
     * @param size how many buckets there are
     */
    SparseDurations(DurationPoint point, int size) {
        super(point);
        this.size = size;
    }

    final void increment(int position) {
        int index = position - base;
        if (index < 0 || index >= counts.length) {
            makeRoom(position);
            index = position - base;
        }
        if (++counts[index] < 0) {
            overflow(index);
        }
    }

    private void makeRoom(int position) {
        int from = Math.max(0, position - ROOM / 2);
        int to = Math.min(size, position + ROOM / 2);
        if (counts.length > 0) {
            from = Math.min(from, base);
            to = Math.max(to, base + counts.length);
        }
        int[] wider = new int[to - from];
        System.arraycopy(counts, 0, wider, counts.length == 0 ? 0 : base - from, counts.length);
        counts = wider;
        base = from;
    }

    private void overflow(int index) {
        counts[index] = 0;
        full = Arrays.copyOf(full, full.length + 1);
        full[full.length - 1] = base + index;
    }

    /**
     * Copies a part of the counts.
     *
     * @param from the first position
     * @param to takes as many as it is long, all of them within the positions in use
     * @return their sum
     */
    final long copy(int from, long[] to) {
        long sum = 0;
        for (int i = 0; i < to.length; i++) {
            int count = counts[from - base + i];
            to[i] = count;
            sum += count;
        }
        for (int position : full) {
            to[position - from] += 1L << 31;
            sum += 1L << 31;
        }
        return sum;
    }

    /** The first position in use; there must be one. */
    final int first() {
        int index = 0;
        while (index < counts.length && counts[index] == 0) {
            index++;
        }
        int first = base + index;
        for (int position : full) {
            first = Math.min(first, position);
        }
        return first;
    }

    /** Keeps the room. */
    final void clear() {
        Arrays.fill(counts, 0);
        full = NONE;
    }
}
