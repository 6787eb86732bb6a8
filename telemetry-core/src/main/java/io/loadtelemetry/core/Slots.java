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

    /** Those counters only, in arrays of their own. */
    Slots copy() {
        Slots copy = new Slots();
        copy.indexes = Arrays.copyOf(indexes, size);
        copy.counts = Arrays.copyOf(counts, size);
        copy.size = size;
        return copy;
    }

    void clear() {
        size = 0;
    }

    /** Makes sure of room for so many more. */
    void reserve(int more) {
        if (indexes.length - size < more) {
            int length = Math.max(2 * indexes.length, size + more);
            indexes = Arrays.copyOf(indexes, length);
            counts = Arrays.copyOf(counts, length);
        }
    }

    /** Takes a counter that is not 0, in ascending order; there has to be room. */
    void append(int index, long count) {
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
