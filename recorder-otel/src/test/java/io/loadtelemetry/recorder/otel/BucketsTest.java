package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The buckets at their boundaries, and counts that are large. */
@Timeout(60)
class BucketsTest {

    /** By the definition, in whole numbers: 2^(i/32) units &lt; value &lt;= 2^((i+1)/32) units, to the 32nd power. */
    private static boolean holds(DurationUnit unit, int index, long nanos) {
        return atMost(nanos, unit, index + 1) && !atMost(nanos, unit, index);
    }

    private static boolean atMost(long nanos, DurationUnit unit, int power) {
        BigInteger value = BigInteger.valueOf(nanos).pow(32);
        BigInteger bound = BigInteger.valueOf(unit.nanos()).pow(32);
        return power < 0 ? value.shiftLeft(-power).compareTo(bound) <= 0 : value.compareTo(bound.shiftLeft(power)) <= 0;
    }

    /** The greatest value of a bucket, found without the tables under test. */
    private static long greatest(DurationUnit unit, int index) {
        long least = 0;
        long most = 2 * DurationUnit.MOST_NANOS;
        while (least < most) {
            long middle = (least + most + 1) / 2;
            if (atMost(middle, unit, index + 1)) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return least;
    }

    @ParameterizedTest
    @EnumSource
    void everyBoundaryIsExact(DurationUnit unit) {
        ExponentialBuckets buckets = new ExponentialBuckets(unit);
        assertThat(buckets.size()).isLessThanOrEqualTo(HistogramShape.BUCKETS);
        assertThat(buckets.position(DurationUnit.LEAST_NANOS)).isZero();
        assertThat(buckets.position(DurationUnit.MOST_NANOS)).isEqualTo(buckets.size() - 1);
        assertThat(holds(unit, buckets.index(0), DurationUnit.LEAST_NANOS)).isTrue();
        for (int position = 0; position < buckets.size() - 1; position++) {
            long greatest = greatest(unit, buckets.index(position));
            assertThat(buckets.position(greatest)).isEqualTo(position);
            assertThat(buckets.position(greatest + 1)).isEqualTo(position + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyValueIsInTheBucketOfTheDefinition(DurationUnit unit) {
        ExponentialBuckets buckets = new ExponentialBuckets(unit);
        Random random = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            long nanos = DurationUnit.bounded(Math.round(Math.pow(10, 3 + 12 * random.nextDouble())));
            assertThat(holds(unit, buckets.index(buckets.position(nanos)), nanos))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void explicitBucketsAreThoseOfTheExportedValue(DurationUnit unit) {
        List<Double> bounds =
                unit.bounds(List.of(1e-12, 1e-9, 3e-9, 1e-6, 0.0011, 0.07, 0.1, 0.3, 1.1, 59.9, 1e6, 1e300));
        ExplicitBuckets buckets = new ExplicitBuckets(unit, bounds);
        assertThat(buckets.size()).isEqualTo(bounds.size() + 1);
        assertThat(buckets.position(0)).isZero();
        for (double bound : bounds) {
            long near = DurationUnit.bounded((long) (bound * unit.nanos()));
            for (long nanos = Math.max(0, near - 3); nanos <= Math.min(DurationUnit.MOST_NANOS, near + 3); nanos++) {
                double value = unit.ofNanos(nanos);
                int expected = 0;
                while (expected < bounds.size() && value > bounds.get(expected)) {
                    expected++;
                }
                assertThat(buckets.position(nanos)).isEqualTo(expected);
            }
        }
    }

    @Test
    void aBucketHoldsMoreThanAnInt() {
        ExponentialDurations durations = durations();
        long many = (1L << 31) + 5;
        for (long i = 0; i < many; i++) {
            durations.count(1_000_000);
        }
        durations.record(990_000);
        durations.record(1_000_000);
        assertThat(collected(durations, true).getPositiveBuckets().getBucketCounts())
                .containsExactly(1L, many + 1);
        durations.record(1_000_000);
        assertThat(collected(durations, true).getPositiveBuckets().getBucketCounts())
                .containsExactly(1L);
    }

    @Test
    void theListWithoutInternalsOfTheSdkIsTheSame() {
        long[] values = {1, 0, Long.MAX_VALUE};
        assertThat(LongList.external(values)).isEqualTo(List.of(1L, 0L, Long.MAX_VALUE));
        assertThat(LongList.of(values)).isEqualTo(LongList.external(values)).isNotInstanceOf(LongList.class);
    }

    @Test
    void theSumHoldsMoreThanALong() {
        ExponentialDurations durations = durations();
        // 9,224 of the longest are more nanoseconds than a long can hold.
        for (int i = 0; i < 100_000; i++) {
            durations.record(DurationUnit.MOST_NANOS);
            durations.record(1_000_000_001);
        }
        ExponentialHistogramPointData point = collected(durations, false);
        double exact = 1e5 * 1e6 + 1e5 * 1.000000001;
        assertThat(point.getSum()).isCloseTo(exact, within(exact * 1e-12));
        assertThat(point.getCount()).isEqualTo(200_000);
    }

    private static ExponentialDurations durations() {
        return new ExponentialDurations(
                Attributes.empty(), DurationUnit.SECONDS, new ExponentialBuckets(DurationUnit.SECONDS));
    }

    private static ExponentialHistogramPointData collected(ExponentialDurations durations, boolean reset) {
        assertThat(durations.collect(0, 1, reset)).isTrue();
        return (ExponentialHistogramPointData) durations.point();
    }
}
