package io.loadtelemetry.core;

import java.util.Arrays;

/**
 * The counters of one histogram that are not 0, in the order of their times: what a histogram is read out into, once, to
 * be evaluated and added to others. Reused for one histogram after the other. One thread.
 */
final class Slots {

    private int size;
    private int[] indexes = new int[1024];
    private long[] counts = new long[1024];

    void clear() {
        size = 0;
    }

    /** Takes a counter, unless it is 0; in ascending order. */
    void append(int index, long count) {
        if (count == 0) {
            return;
        }
        if (size == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        indexes[size] = index;
        counts[size++] = count;
    }

    int size() {
        return size;
    }

    int index(int slot) {
        return indexes[slot];
    }

    long count(int slot) {
        return counts[slot];
    }
}
