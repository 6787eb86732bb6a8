package io.loadtelemetry.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An array of counters of which few are used: kept in pages made when first needed, each as wide as its largest count
 * needs (1, 2 or 8 bytes). Cleared pages stay for the next use, so that counting comes to allocate nothing. One thread.
 */
final class SparseCounts {

    private static final int BYTE_MAX = 0xFF;

    private final int magnitude;
    private final int mask;
    /** Each a {@code byte[]} or {@code char[]}, both unsigned, or a {@code long[]}. */
    private final @Nullable Object[] pages;

    /**
     * Counters that are all 0.
     *
     * @param size how many
     * @param pageMagnitude the binary logarithm of the counters in a page
     */
    SparseCounts(int size, int pageMagnitude) {
        magnitude = pageMagnitude;
        mask = (1 << pageMagnitude) - 1;
        pages = new Object[((size - 1) >>> pageMagnitude) + 1];
    }

    void increment(int index) {
        // The way of nearly all requests: a page that is there and a count that stays within a byte.
        if (pages[index >>> magnitude] instanceof byte[] page) {
            byte count = page[index & mask];
            if (count != (byte) BYTE_MAX) {
                page[index & mask] = (byte) (count + 1);
                return;
            }
        }
        add(index, 1);
    }

    void add(int index, long count) {
        int place = index >>> magnitude;
        int offset = index & mask;
        Object page = pages[place];
        if (page instanceof byte[] bytes) {
            long sum = (bytes[offset] & BYTE_MAX) + count;
            if (sum <= BYTE_MAX) {
                bytes[offset] = (byte) sum;
                return;
            }
        } else if (page instanceof char[] chars) {
            long sum = chars[offset] + count;
            if (sum <= Character.MAX_VALUE) {
                chars[offset] = (char) sum;
                return;
            }
        } else if (page instanceof long[] longs) {
            longs[offset] += count;
            return;
        }
        pages[place] = wider(page);
        add(index, count);
    }

    /** Appends the counters that are not 0. */
    void readInto(Slots slots) {
        for (int place = 0; place < pages.length; place++) {
            Object page = pages[place];
            int first = place << magnitude;
            if (page instanceof byte[] bytes) {
                for (int i = 0; i < bytes.length; i++) {
                    slots.append(first + i, bytes[i] & BYTE_MAX);
                }
            } else if (page instanceof char[] chars) {
                for (int i = 0; i < chars.length; i++) {
                    slots.append(first + i, chars[i]);
                }
            } else if (page instanceof long[] longs) {
                for (int i = 0; i < longs.length; i++) {
                    slots.append(first + i, longs[i]);
                }
            }
        }
    }

    void clear() {
        for (Object page : pages) {
            if (page instanceof byte[] bytes) {
                Arrays.fill(bytes, (byte) 0);
            } else if (page instanceof char[] chars) {
                Arrays.fill(chars, (char) 0);
            } else if (page instanceof long[] longs) {
                Arrays.fill(longs, 0);
            }
        }
    }

    private Object wider(@Nullable Object page) {
        if (page instanceof byte[] bytes) {
            char[] chars = new char[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                chars[i] = (char) (bytes[i] & BYTE_MAX);
            }
            return chars;
        }
        if (page instanceof char[] chars) {
            long[] longs = new long[chars.length];
            for (int i = 0; i < chars.length; i++) {
                longs[i] = chars[i];
            }
            return longs;
        }
        return new byte[mask + 1];
    }
}
