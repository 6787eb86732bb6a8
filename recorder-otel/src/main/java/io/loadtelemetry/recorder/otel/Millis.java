package io.loadtelemetry.recorder.otel;

import java.math.BigDecimal;
import java.util.List;

/** Times in milliseconds, 0 or within the same range as {@link Seconds}: the error bound of the histograms is the same. */
final class Millis {

    /** The least above 0: a microsecond. */
    static final double LEAST = 1e-3;

    /** The most: a million seconds. */
    static final double MOST = 1e9;

    private Millis() {}

    static double ofNanos(long nanos) {
        return nanos <= 0 ? 0 : Math.min(MOST, Math.max(LEAST, nanos / 1e6));
    }

    /** Bounds of seconds. In decimal, because 0.07 s would else become 70.00000000000001 ms, and part of a label. */
    static List<Double> bounds(List<Double> seconds) {
        return seconds.stream()
                .map(each -> new BigDecimal(each.toString()).movePointRight(3).doubleValue())
                .distinct()
                .toList();
    }
}
