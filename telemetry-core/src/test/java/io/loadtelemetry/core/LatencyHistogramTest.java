package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadtelemetry.api.event.LatencyStats;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {

    /** Distributions of nanoseconds from 10 µs to 60 s. */
    private enum Shape {
        LOG_UNIFORM,
        UNIFORM,
        LOG_NORMAL,
        EXPONENTIAL,
        BIMODAL,
        CONSTANT;

        private double draw(Random random) {
            return switch (this) {
                case LOG_UNIFORM -> 1e4 * Math.pow(6e6, random.nextDouble());
                case UNIFORM -> 1e4 + random.nextDouble() * 6e10;
                case LOG_NORMAL -> 2e7 * Math.exp(0.8 * random.nextGaussian());
                case EXPONENTIAL -> 1e4 - 5e6 * Math.log(1 - random.nextDouble());
                case BIMODAL ->
                    random.nextInt(20) == 0 ? 3e10 + 1e9 * random.nextGaussian() : 1e5 + random.nextInt(1000);
                case CONSTANT -> 123_456_789;
            };
        }

        long[] samples(int count) {
            Random random = new Random(name().hashCode());
            long[] samples = new long[count];
            Arrays.setAll(samples, i -> (long) Math.max(1e4, Math.min(6e10, draw(random))));
            return samples;
        }
    }

    private final LatencyBuckets buckets = new LatencyBuckets(3);
    private final LatencyHistogram histogram = new LatencyHistogram(buckets);
    private final Slots slots = new Slots();

    @ParameterizedTest
    @EnumSource(Shape.class)
    void percentilesAreThoseOfTheRawSamplesToAThousandth(Shape shape) {
        for (int count : new int[] {1, 2, 3, 10, 999, 1000, 1001, 200_000}) {
            histogram.clearHistogram();
            long[] samples = shape.samples(count);
            LatencyStats stats = record(samples);
            Arrays.sort(samples);

            assertThat(stats.count()).isEqualTo(count);
            assertThat(stats.min()).isEqualTo(samples[0]);
            assertThat(stats.max()).isEqualTo(samples[count - 1]);
            assertThat(stats.mean()).isCloseTo(Arrays.stream(samples).average().orElseThrow(), within(1e-3));
            assertPercentile(stats.p50(), samples, 500);
            assertPercentile(stats.p75(), samples, 750);
            assertPercentile(stats.p90(), samples, 900);
            assertPercentile(stats.p95(), samples, 950);
            assertPercentile(stats.p99(), samples, 990);
            assertPercentile(stats.p999(), samples, 999);
        }
    }

    /** The smallest sample that is not below so many thousandths of all. */
    private static void assertPercentile(long actual, long[] sorted, long thousandths) {
        long exact = sorted[(int) ((sorted.length * thousandths + 999) / 1000) - 1];
        assertThat(actual).isBetween(exact, exact + exact / 1000).isBetween(sorted[0], sorted[sorted.length - 1]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void decodesAsTheSameHistogramThatHdrHistogramWouldHaveMade(int digits) throws DataFormatException {
        LatencyBuckets layout = new LatencyBuckets(digits);
        HistogramEncoder encoder = new HistogramEncoder(layout);
        for (Shape shape : new Shape[] {Shape.LOG_NORMAL, Shape.CONSTANT, Shape.LOG_UNIFORM}) {
            LatencyHistogram own = new LatencyHistogram(layout);
            Histogram expected = new Histogram(1, LatencyBuckets.HIGHEST, digits);
            for (long sample : shape.samples(100_000)) {
                own.record(sample);
                expected.recordValue(sample);
            }
            own.readInto(slots);
            LatencyStats stats = Objects.requireNonNull(own.stats(slots, encoder.encode(slots)));

            Histogram decoded = decode(stats.histogram());
            assertThat(decoded).isEqualTo(expected);
            assertThat(stats.p99()).isEqualTo(Math.min(stats.max(), expected.getValueAtPercentile(99)));
            assertThat(stats.p50()).isEqualTo(Math.min(stats.max(), expected.getValueAtPercentile(50)));
        }
    }

    @Test
    void histogramsOfSeveralNodesAddUpToThatOfThePooledSamples() throws DataFormatException {
        HistogramEncoder encoder = new HistogramEncoder(buckets);
        Histogram pooled = new Histogram(1, LatencyBuckets.HIGHEST, 3);
        Histogram sum = new Histogram(1, LatencyBuckets.HIGHEST, 3);
        for (Shape shape : Shape.values()) {
            histogram.clearHistogram();
            for (long sample : shape.samples(10_000)) {
                histogram.record(sample);
                pooled.recordValue(sample);
            }
            histogram.readInto(slots);
            sum.add(decode(encoder.encode(slots)));
        }
        assertThat(sum).isEqualTo(pooled);
    }

    @Test
    void addingKeepsCountsAndExactExtremes() {
        LatencyHistogram sum = new LatencyHistogram(buckets);
        long[] samples = Shape.LOG_UNIFORM.samples(30_000);
        for (int part = 0; part < 3; part++) {
            histogram.clearHistogram();
            record(Arrays.copyOfRange(samples, part * 10_000, (part + 1) * 10_000));
            sum.add(histogram, slots);
        }
        histogram.clearHistogram();
        LatencyStats expected = record(samples);
        sum.readInto(slots);
        LatencyStats actual = Objects.requireNonNull(sum.stats(slots, null));
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void zeroIsATime() {
        assertThat(record(0, 0, 0)).isEqualTo(new LatencyStats(3, 0, BigInteger.ZERO, 0, 0, 0, 0, 0, 0, 0, null));
    }

    @Test
    void aSumBeyond64BitsIsExactInWhateverOrderItIsMade() {
        int hours = 3_000_000;
        for (int i = 0; i < hours; i++) {
            histogram.record(LatencyBuckets.HIGHEST - i % 2);
        }
        BigInteger one = BigInteger.valueOf(LatencyBuckets.HIGHEST)
                .multiply(BigInteger.valueOf(hours))
                .subtract(BigInteger.valueOf(hours / 2));
        assertThat(one.bitLength()).isGreaterThan(63);
        histogram.readInto(slots);
        assertThat(Objects.requireNonNull(histogram.stats(slots, null)).sum()).isEqualTo(one);

        LatencyHistogram sum = new LatencyHistogram(buckets);
        Snapshot.Times written =
                LatencyHistogram.times(hours, LatencyBuckets.HIGHEST - 1, LatencyBuckets.HIGHEST, one, slots);
        for (int i = 0; i < 5; i++) {
            sum.add(written);
            sum.add(histogram, slots);
        }
        sum.readInto(slots);
        LatencyStats all = Objects.requireNonNull(sum.stats(slots, null));
        assertThat(all.sum()).isEqualTo(one.multiply(BigInteger.TEN));
        assertThat(all.mean()).isCloseTo(LatencyBuckets.HIGHEST - 0.5, within(1.0));
    }

    @Test
    void longerThanAnHourIsAnHourAndShorterThanNothingNothing() {
        LatencyStats stats = record(-5, LatencyBuckets.HIGHEST + 1, Long.MAX_VALUE);
        assertThat(stats.min()).isZero();
        assertThat(stats.max()).isEqualTo(LatencyBuckets.HIGHEST);
        assertThat(stats.p50()).isEqualTo(LatencyBuckets.HIGHEST);
        assertThat(new HistogramEncoder(buckets).encode(slots)).isNotEmpty();
    }

    @Test
    void nothingRecordedHasNoStatistics() {
        histogram.readInto(slots);
        assertThat(histogram.stats(slots, null)).isNull();
        record(5);
        histogram.clearHistogram();
        histogram.readInto(slots);
        assertThat(histogram.stats(slots, null)).isNull();
    }

    private LatencyStats record(long... samples) {
        for (long sample : samples) {
            histogram.record(sample);
        }
        histogram.readInto(slots);
        return Objects.requireNonNull(histogram.stats(slots, null));
    }

    private static Histogram decode(@Nullable String base64) throws DataFormatException {
        byte[] bytes = Base64.getDecoder().decode(Objects.requireNonNull(base64));
        return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
    }
}
