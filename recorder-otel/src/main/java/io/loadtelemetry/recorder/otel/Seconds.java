package io.loadtelemetry.recorder.otel;

/** Measurements in seconds as the histograms of the SDK take them: 0, or within the range of {@link DurationUnit}. */
final class Seconds {

    /** The least above 0: a microsecond. */
    static final double LEAST = DurationUnit.SECONDS.ofNanos(DurationUnit.LEAST_NANOS);

    /** The most: a million seconds, 11.6 days. */
    static final double MOST = DurationUnit.SECONDS.ofNanos(DurationUnit.MOST_NANOS);

    private Seconds() {}

    static double bounded(double seconds) {
        if (seconds <= 0) {
            return 0;
        }
        return Math.min(MOST, Math.max(LEAST, seconds));
    }
}
