package io.loadtelemetry.core;

/** How much a snapshot may hold. */
final class SnapshotLimits {

    /** The largest snapshot read, in bytes. */
    static final int BYTES = 8 << 20;
    /** A writer begins another snapshot beyond this; one endpoint more always fits below {@link #BYTES}. */
    static final int FULL = 4 << 20;
    /** The most of anything that is counted in one window. */
    static final long COUNT = 1L << 36;
    /** Far above what any window transfers, and far below an overflow of sums. */
    static final long TRANSFERRED = 1L << 52;

    static final int ENDPOINTS = 1_000_001;
    static final int ERRORS = ErrorCounts.MAX_TYPES + 1;
    static final int MEASUREMENTS = 200;
    static final int ATTRIBUTES = 16;
    /** A text of 255 UTF-16 units. */
    static final int TEXT = 3 * 255;

    static final int HISTOGRAM = 1 << 20;

    /**
     * The counters of all histograms of a snapshot, at 12 bytes each; a single endpoint may have more. Compressed, so many of
     * them may be but a few kB.
     */
    static final int SLOTS = 1 << 21;

    private SnapshotLimits() {}
}
