package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.Arrays;
import java.util.List;

/** Durations in buckets with explicit bounds. */
final class ExplicitDurations extends Durations {

    private final ExplicitBuckets buckets;
    private final long[] counts;
    private final Point point;

    ExplicitDurations(Attributes attributes, DurationUnit unit, ExplicitBuckets buckets) {
        this(new Point(attributes, unit, buckets), buckets);
    }

    private ExplicitDurations(Point point, ExplicitBuckets buckets) {
        super(point);
        this.point = point;
        this.buckets = buckets;
        counts = new long[buckets.size()];
    }

    /** One for each bucket, as OpenTelemetry's own aligned reservoir has it. */
    @Override
    int exemplarRange(long nanos) {
        return buckets.position(nanos);
    }

    @Override
    void count(long nanos) {
        counts[buckets.position(nanos)]++;
    }

    @Override
    long copyCounts(long leastNanos, long mostNanos) {
        System.arraycopy(counts, 0, point.counts, 0, counts.length);
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    @Override
    void clearCounts() {
        Arrays.fill(counts, 0);
    }

    private static final class Point extends DurationPoint implements HistogramPointData {

        private final List<Double> bounds;
        private final long[] counts;
        private final List<Long> list;

        Point(Attributes attributes, DurationUnit unit, ExplicitBuckets buckets) {
            super(attributes, unit);
            bounds = buckets.bounds();
            counts = new long[buckets.size()];
            list = LongList.of(counts);
        }

        @Override
        public List<Double> getBoundaries() {
            return bounds;
        }

        @Override
        public List<Long> getCounts() {
            return list;
        }
    }
}
