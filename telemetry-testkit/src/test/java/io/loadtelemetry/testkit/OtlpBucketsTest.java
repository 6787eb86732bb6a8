package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpBucketsTest {

    @Test
    void estimateAQuantileOfAnExponentialHistogram() {
        int scale = 5;
        double base = Math.pow(2, Math.pow(2, -scale));
        int offset = index(base, 0.001);
        ExponentialHistogramDataPoint.Buckets.Builder buckets =
                ExponentialHistogramDataPoint.Buckets.newBuilder().setOffset(offset);
        long[] counts = new long[index(base, 1) - offset + 1];
        for (int millis = 1; millis <= 1000; millis++) {
            counts[index(base, millis / 1000.0) - offset]++;
        }
        for (long count : counts) {
            buckets.addBucketCounts(count);
        }
        OtlpBuckets histogram = OtlpBuckets.of(ExponentialHistogramDataPoint.newBuilder()
                .setScale(scale)
                .setPositive(buckets)
                .setMax(1)
                .build());

        for (double quantile : new double[] {0.1, 0.5, 0.95, 0.99, 0.999}) {
            assertThat(histogram.quantile(quantile)).isCloseTo(quantile, withPercentage(1.1));
        }
        assertThat(histogram.quantile(1)).isLessThanOrEqualTo(1);
    }

    @Test
    void countZeroesAndNegatives() {
        OtlpBuckets histogram = OtlpBuckets.of(ExponentialHistogramDataPoint.newBuilder()
                .setNegative(ExponentialHistogramDataPoint.Buckets.newBuilder().addBucketCounts(1))
                .setZeroCount(2)
                .setPositive(ExponentialHistogramDataPoint.Buckets.newBuilder().addBucketCounts(1))
                .build());
        assertThat(histogram.quantile(0.25)).isNegative().isGreaterThan(-2);
        assertThat(histogram.quantile(0.5)).isZero();
        assertThat(histogram.quantile(1)).isPositive().isLessThan(2);
    }

    @Test
    void estimateAQuantileOfAnExplicitHistogram() {
        OtlpBuckets histogram = OtlpBuckets.of(HistogramDataPoint.newBuilder()
                .addAllExplicitBounds(List.of(0.1, 0.2, 0.4))
                .addAllBucketCounts(List.of(1L, 8L, 0L, 1L))
                .setMax(0.9)
                .build());
        assertThat(histogram.quantile(0.1)).isBetween(0.0, 0.1);
        assertThat(histogram.quantile(0.5)).isBetween(0.1, 0.2);
        assertThat(histogram.quantile(1)).isBetween(0.4, 0.9);
    }

    @Test
    void haveNothingToSayOfWhatIsNoHistogram() {
        assertThat(OtlpBuckets.of(NumberDataPoint.getDefaultInstance()).quantile(0.5))
                .isNaN();
        assertThat(OtlpBuckets.of(HistogramDataPoint.newBuilder()
                                .addBucketCounts(0)
                                .build())
                        .quantile(0.5))
                .isNaN();
        assertThatThrownBy(() ->
                        OtlpBuckets.of(HistogramDataPoint.getDefaultInstance()).quantile(95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 1");
    }

    private static int index(double base, double value) {
        return (int) Math.ceil(Math.log(value) / Math.log(base)) - 1;
    }
}
