package io.loadtelemetry.recorder.otel;

import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.Base2ExponentialHistogramOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * The buckets of the histograms.
 *
 * <p>Exponential ones (OpenTelemetry metrics data model, "ExponentialHistogram") have scale {@value #SCALE}: each bucket is
 * 2^(1/32) = 1.0219 times as wide as the one before, so that its middle is at most 1.09 % from any value in it. {@value
 * #BUCKETS} of them span 2^40, the range of {@link DurationUnit}; values are kept within, because one
 * beyond would make the SDK halve the resolution of the whole series for good. All series of all nodes have one scale, so
 * that a backend adds them up without loss.
 */
final class HistogramShape {

    static final int SCALE = 5;
    static final int BUCKETS = 1280;

    /** Upper bounds in seconds: a few per decade where load tests set their limits. */
    static final List<Double> DEFAULT_BOUNDS = List.of(
            0.001, 0.0025, 0.005, 0.0075, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 1.5, 2.0,
            3.0, 5.0, 7.5, 10.0, 15.0, 30.0, 60.0);

    private HistogramShape() {}

    /** The same for what the SDK adds up. */
    static Aggregation exponential() {
        return Aggregation.base2ExponentialBucketHistogram(Base2ExponentialHistogramOptions.builder()
                .setMaxBuckets(BUCKETS)
                .setMaxScale(SCALE)
                .build());
    }

    /** Reads bounds as a user writes them. */
    static List<Double> bounds(String text) {
        List<Double> bounds = new ArrayList<>();
        double last = 0;
        for (String word : text.split(",", -1)) {
            double bound = Double.parseDouble(word.strip());
            // Times 1000, because it may have to be told in milliseconds.
            if (!(bound > last) || Double.isInfinite(bound * 1000)) {
                throw new IllegalArgumentException(text);
            }
            bounds.add(bound);
            last = bound;
        }
        return List.copyOf(bounds);
    }
}
