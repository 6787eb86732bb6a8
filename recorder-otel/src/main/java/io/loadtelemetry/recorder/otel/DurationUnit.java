package io.loadtelemetry.recorder.otel;

import java.math.BigDecimal;
import java.util.List;

/**
 * The unit in which durations are exported, and the range in which they are kept: 0, or 1 µs to 1,000,000 s (11.6 days).
 * Durations are nanoseconds until they are exported, so that the range is the same in all units.
 */
enum DurationUnit {
    SECONDS("s", 1_000_000_000L),
    MILLISECONDS("ms", 1_000_000L);

    /** The least above 0. */
    static final long LEAST_NANOS = 1_000L;

    /** The most. */
    static final long MOST_NANOS = 1_000_000_000_000_000L;

    private final String ucum;
    private final long nanos;

    DurationUnit(String ucum, long nanos) {
        this.ucum = ucum;
        this.nanos = nanos;
    }

    /** Its UCUM notation. */
    String ucum() {
        return ucum;
    }

    /** How many nanoseconds it has. */
    long nanos() {
        return nanos;
    }

    /** A duration within the range. */
    static long bounded(long nanos) {
        return nanos <= 0 ? 0 : Math.min(MOST_NANOS, Math.max(LEAST_NANOS, nanos));
    }

    double ofNanos(long duration) {
        return (double) duration / nanos;
    }

    /** Bounds of seconds. In decimal, because 0.07 s would else become 70.00000000000001 ms, and part of a label. */
    List<Double> bounds(List<Double> seconds) {
        int digits = this == SECONDS ? 0 : 3;
        return seconds.stream()
                .map(each ->
                        new BigDecimal(each.toString()).movePointRight(digits).doubleValue())
                .distinct()
                .toList();
    }
}
