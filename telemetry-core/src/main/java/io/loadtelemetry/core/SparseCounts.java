package io.loadtelemetry.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An array of counters of which only a stretch is used, so small that those of many endpoints stay in the processor's
 * caches: of each the lowest byte in one array that grows over the stretch, and the rest, for the few that need it, in
 * pages. A histogram is one rather than has one: a request then touches a cache line less. A cleared array keeps its memory for the next use, so that counting comes to allocate nothing. One thread.
 */
class SparseCounts {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int BYTE_BITS = 8;
    private static final int BYTE_MASK = 0xFF;

    private final int magnitude;
    private final int mask;

    /** The index of the first counter in {@link #low}; a multiple of the size of a page. */
    private int first;
    /** The lowest byte of each counter of the stretch. */
    private byte[] low = {};
    /** By page of all counters: what is above the lowest byte, unsigned, so that a counter goes up to 2^40. */
    private final int[] @Nullable [] high;

    /**
     * Counters that are all 0.
     *
     * @param size how many
     * @param pageMagnitude the binary logarithm of the counters in a page, at least 3
     */
    SparseCounts(int size, int pageMagnitude) {
        magnitude = pageMagnitude;
        mask = (1 << pageMagnitude) - 1;
        high = new int[((size - 1) >>> pageMagnitude) + 1][];
    }

    final void increment(int index) {
        int place = index - first;
        if (place < 0 || place >= low.length) {
            place = cover(index);
        }
        if (++low[place] == 0) {
            carry(index, 1);
        }
    }

    /** Adds counters. */
    final void addCounts(Slots slots) {
        if (slots.size() == 0) {
            return;
        }
        // They ascend: what covers the first and the last covers all.
        int unused = cover(slots.index(0)) + cover(slots.index(slots.size() - 1));
        for (int i = 0; i < slots.size(); i++) {
            int index = slots.index(i);
            long sum = (low[index - first] & BYTE_MASK) + slots.count(i);
            low[index - first] = (byte) sum;
            if (sum > BYTE_MASK) {
                carry(index, sum >>> BYTE_BITS);
            }
        }
    }

    /** Appends the counters that are not 0. */
    final void readCounts(Slots slots) {
        for (int start = 0; start < low.length; start += mask + 1) {
            slots.reserve(mask + 1);
            int[] carries = high[(first + start) >>> magnitude];
            if (carries == null) {
                readBytes(start, slots);
            } else {
                readAll(start, carries, slots);
            }
        }
    }

    private void readBytes(int start, Slots slots) {
        for (int eight = start; eight <= start + mask; eight += Long.BYTES) {
            // Most counters are 0: eight of them are looked at as one.
            if ((long) EIGHT.get(low, eight) != 0) {
                for (int i = eight; i < eight + Long.BYTES; i++) {
                    if (low[i] != 0) {
                        slots.append(first + i, low[i] & BYTE_MASK);
                    }
                }
            }
        }
    }

    private void readAll(int start, int[] carries, Slots slots) {
        for (int i = 0; i <= mask; i++) {
            long count = (Integer.toUnsignedLong(carries[i]) << BYTE_BITS) | (low[start + i] & BYTE_MASK);
            if (count != 0) {
                slots.append(first + start + i, count);
            }
        }
    }

    final void clearCounts() {
        Arrays.fill(low, (byte) 0);
        for (int[] carries : high) {
            if (carries != null) {
                Arrays.fill(carries, 0);
            }
        }
    }

    /** Makes the stretch longer where it has to be, by whole pages, and returns where in it the counter is. */
    private int cover(int index) {
        int from = index & ~mask;
        int to = from + mask + 1;
        if (low.length > 0) {
            from = Math.min(from, first);
            to = Math.max(to, first + low.length);
        }
        if (to - from > low.length) {
            byte[] longer = new byte[to - from];
            System.arraycopy(low, 0, longer, low.length == 0 ? 0 : first - from, low.length);
            low = longer;
            first = from;
        }
        return index - first;
    }

    private void carry(int index, long count) {
        int page = index >>> magnitude;
        int[] carries = high[page];
        if (carries == null) {
            carries = new int[mask + 1];
            high[page] = carries;
        }
        carries[index & mask] += (int) count;
    }
}
