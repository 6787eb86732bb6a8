package io.loadtelemetry.core;

/**
 * The words of a slot, for requests and iterations. Times are nanoseconds since the Unix epoch.
 */
final class Slot {

    /** {@link #KIND_REQUEST} or {@link #KIND_ITERATION} in the upper half, the index of endpoint or scenario in the lower. */
    static final int SUBJECT = 0;

    /** The index of the error type in the upper half, the status code in the lower. */
    static final int OUTCOME = 1;

    static final int START = 2;
    static final int END = 3;
    static final int INTENDED_START = 4;
    static final int BYTES_SENT = 5;
    static final int BYTES_RECEIVED = 6;

    static final int KIND_REQUEST = 0;
    static final int KIND_ITERATION = 1;

    private Slot() {}

    static long pair(int upper, int lower) {
        return ((long) upper << 32) | (lower & 0xFFFF_FFFFL);
    }

    static int upper(long pair) {
        return (int) (pair >> 32);
    }

    static int lower(long pair) {
        return (int) pair;
    }
}
