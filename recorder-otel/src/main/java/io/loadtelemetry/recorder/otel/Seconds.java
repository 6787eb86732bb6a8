package io.loadtelemetry.recorder.otel;

/** Times as the histograms take them: seconds, 0 or within the range in which the error bound holds. */
final class Seconds {

    /** The least above 0: a microsecond. */
    static final double LEAST = 1e-6;

    /** The most: a million seconds, 11.6 days. */
    static final double MOST = 1e6;

    private Seconds() {}

    static double ofNanos(long nanos) {
        return bounded(nanos / 1e9);
    }

    static double bounded(double seconds) {
        if (seconds <= 0) {
            return 0;
        }
        return Math.min(MOST, Math.max(LEAST, seconds));
    }
}
