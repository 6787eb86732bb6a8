package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import java.util.List;

/** Durations in exponential buckets. What is collected reaches from the first bucket in use to the last. */
final class ExponentialDurations extends SparseDurations {

    private final ExponentialBuckets buckets;
    private final Point point;
    private long zeros;

    ExponentialDurations(Attributes attributes, DurationUnit unit, ExponentialBuckets buckets) {
        this(new Point(attributes, unit), buckets);
    }

    private ExponentialDurations(Point point, ExponentialBuckets buckets) {
        super(point, buckets.size());
        this.point = point;
        this.buckets = buckets;
    }

    /** One for each power of two: there are too many buckets, and neighbours tell the same. */
    @Override
    int exemplarRange(long nanos) {
        return Long.SIZE - Long.numberOfLeadingZeros(nanos);
    }

    @Override
    void count(long nanos) {
        if (nanos == 0) {
            zeros++;
        } else {
            increment(buckets.position(nanos));
        }
    }

    @Override
    long copyCounts(long leastNanos, long mostNanos) {
        point.zeros = zeros;
        if (mostNanos == 0) {
            point.positive.set(0, 0);
            return zeros;
        }
        // Zeros hide the shortest duration above them, so that the first bucket in use has to be looked for.
        int to = buckets.position(mostNanos);
        int from = leastNanos > 0 ? buckets.position(leastNanos) : first();
        point.positive.set(buckets.index(from), to - from + 1);
        point.positive.total = copy(from, point.positive.counts);
        return zeros + point.positive.total;
    }

    @Override
    void clearCounts() {
        zeros = 0;
        clear();
    }

    private static final class Point extends DurationPoint implements ExponentialHistogramPointData {

        private static final ExponentialHistogramBuckets NEGATIVE =
                ExponentialHistogramBuckets.create(HistogramShape.SCALE, 0, LongList.of(new long[0]));

        private final Used positive = new Used();
        private long zeros;

        Point(Attributes attributes, DurationUnit unit) {
            super(attributes, unit);
        }

        @Override
        public int getScale() {
            return HistogramShape.SCALE;
        }

        @Override
        public long getZeroCount() {
            return zeros;
        }

        @Override
        public ExponentialHistogramBuckets getPositiveBuckets() {
            return positive;
        }

        @Override
        public ExponentialHistogramBuckets getNegativeBuckets() {
            return NEGATIVE;
        }
    }

    private static final class Used implements ExponentialHistogramBuckets {

        private int offset;
        private long[] counts = {};
        private List<Long> list = LongList.of(counts);
        private long total;

        void set(int newOffset, int length) {
            offset = newOffset;
            total = 0;
            if (counts.length != length) {
                counts = new long[length];
                list = LongList.of(counts);
            }
        }

        @Override
        public int getScale() {
            return HistogramShape.SCALE;
        }

        @Override
        public int getOffset() {
            return offset;
        }

        @Override
        public List<Long> getBucketCounts() {
            return list;
        }

        @Override
        public long getTotalCount() {
            return total;
        }
    }
}
