package io.loadtelemetry.testkit;

import com.google.protobuf.Message;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.util.ArrayList;
import java.util.List;

/** The buckets of a histogram, in ascending order. */
final class OtlpBuckets {

    private record Bucket(double middle, long count) {}

    private final List<Bucket> buckets = new ArrayList<>();
    private double min = Double.NEGATIVE_INFINITY;
    private double max = Double.POSITIVE_INFINITY;

    private OtlpBuckets() {}

    static OtlpBuckets of(Message data) {
        OtlpBuckets buckets = new OtlpBuckets();
        if (data instanceof HistogramDataPoint explicit) {
            buckets.read(explicit);
        } else if (data instanceof ExponentialHistogramDataPoint exponential) {
            buckets.read(exponential);
        }
        return buckets;
    }

    double quantile(double quantile) {
        if (!(quantile >= 0 && quantile <= 1)) {
            throw new IllegalArgumentException("quantile " + quantile + ": allowed is 0 to 1");
        }
        long total = buckets.stream().mapToLong(Bucket::count).sum();
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        for (Bucket bucket : buckets) {
            rank -= bucket.count();
            if (rank <= 0) {
                return Math.min(max, Math.max(min, bucket.middle()));
            }
        }
        return Double.NaN;
    }

    private void read(HistogramDataPoint data) {
        if (data.getExplicitBoundsCount() == 0) {
            // One bucket for all values says nothing but their mean.
            buckets.add(new Bucket(data.getSum() / Math.max(1, data.getCount()), data.getCount()));
            return;
        }
        for (int i = 0; i < data.getBucketCountsCount(); i++) {
            boolean last = i == data.getExplicitBoundsCount();
            double upper = last ? data.getExplicitBounds(i - 1) : data.getExplicitBounds(i);
            double lower = i == 0 ? Math.min(0, upper) : data.getExplicitBounds(i - 1);
            buckets.add(new Bucket((lower + upper) / 2, data.getBucketCounts(i)));
        }
        limit(data.hasMin(), data.getMin(), data.hasMax(), data.getMax());
    }

    private void read(ExponentialHistogramDataPoint data) {
        double base = Math.pow(2, Math.pow(2, -data.getScale()));
        Buckets negative = data.getNegative();
        for (int i = negative.getBucketCountsCount() - 1; i >= 0; i--) {
            buckets.add(new Bucket(-middle(base, negative.getOffset() + i), negative.getBucketCounts(i)));
        }
        buckets.add(new Bucket(0, data.getZeroCount()));
        Buckets positive = data.getPositive();
        for (int i = 0; i < positive.getBucketCountsCount(); i++) {
            buckets.add(new Bucket(middle(base, positive.getOffset() + i), positive.getBucketCounts(i)));
        }
        limit(data.hasMin(), data.getMin(), data.hasMax(), data.getMax());
    }

    /** Of the values in (base^index, base^(index+1)] the one whose relative distance to both ends is the same. */
    private static double middle(double base, int index) {
        return Math.pow(base, index) * 2 * base / (base + 1);
    }

    private void limit(boolean hasMin, double least, boolean hasMax, double most) {
        min = hasMin ? least : min;
        max = hasMax ? most : max;
    }
}
