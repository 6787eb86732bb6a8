package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we add up is what the SDK's instruments add up when they get the same: the SDK is the oracle. */
@Timeout(60)
class OwnMetricsTest {

    private static final List<Attributes> SERIES = List.of(
            Attributes.empty(),
            Attributes.builder().put("a", "1").build(),
            Attributes.builder().put("a", "2").build());

    private long time = Requests.TIME;

    @ParameterizedTest
    @CsvSource({
        "SECONDS, false, true",
        "SECONDS, false, false",
        "SECONDS, true, true",
        "SECONDS, true, false",
        "MILLISECONDS, false, true",
        "MILLISECONDS, false, false",
        "MILLISECONDS, true, true",
        "MILLISECONDS, true, false"
    })
    void everyCollectionIsWhatTheSdkCollects(DurationUnit unit, boolean delta, boolean exponential) {
        List<Double> bounds = exponential ? List.of() : HistogramShape.DEFAULT_BOUNDS;
        AggregationTemporalitySelector temporality = delta
                ? AggregationTemporalitySelector.deltaPreferred()
                : AggregationTemporalitySelector.alwaysCumulative();
        OwnMetrics own = new OwnMetrics(temporality, bounds, () -> time);
        OwnMetric<? extends Durations> durations = own.durations("durations", unit, "of requests");
        OwnMetric<ByteCount> bytes = own.bytes("bytes", "of requests");
        Random random = new Random(4711);
        try (SdkHistogram sdk = new SdkHistogram(temporality, unit, bounds, () -> time)) {
            for (int interval = 0; interval < 20; interval++) {
                for (long nanos : values(random, interval)) {
                    time += 1_000;
                    // Some series in some intervals only, and the first one later than the metric.
                    Attributes series = SERIES.get(interval % 4 == 0 ? random.nextInt(3) : interval % 3);
                    durations.of(series).record(nanos);
                    sdk.record(unit.ofNanos(DurationUnit.bounded(nanos)), series);
                    bytes.of(series).add(nanos / 1_000);
                    sdk.add(nanos / 1_000, series);
                }
                time += 1_000_000;
                List<MetricData> ours = new ArrayList<>();
                own.collect(Resource.getDefault(), InstrumentationScopeInfo.empty(), ours);
                assertSame(ours, sdk.collect());
            }
        }
    }

    private static List<Long> values(Random random, int interval) {
        List<Long> values = new ArrayList<>();
        switch (interval % 5) {
            case 0 -> values.addAll(List.of(0L, 0L)); // nothing but zeros
            case 1 -> values.addAll(List.of()); // nothing at all
            case 2 -> values.addAll(List.of(0L, 1L, 999L, 1_000L, 1_001L, Long.MAX_VALUE, 1_000_000_000_000_000L));
            case 3 -> {
                for (int i = 0; i < 3_000; i++) {
                    // Every magnitude alike, and some on both sides beyond the range.
                    values.add(Math.round(Math.pow(10, random.nextDouble() * 16)));
                }
            }
            default -> {
                for (int i = 0; i < 3_000; i++) {
                    // The latencies of a system that is well.
                    values.add(Math.round(20e6 * Math.exp(random.nextGaussian())));
                }
            }
        }
        return values;
    }

    private static void assertSame(Collection<MetricData> ours, Collection<MetricData> theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        Map<String, MetricData> expected = new HashMap<>();
        theirs.forEach(metric -> expected.put(metric.getName(), metric));
        for (MetricData metric : ours) {
            MetricData same = Objects.requireNonNull(expected.get(metric.getName()));
            assertThat(metric.getType()).isEqualTo(same.getType());
            assertThat(metric.getUnit()).isEqualTo(same.getUnit());
            assertThat(metric.getDescription()).isEqualTo(same.getDescription());
            assertThat(metric.isEmpty()).isFalse();
            assertThat(temporality(metric)).isEqualTo(temporality(same));
            assertThat(metric.getData().getPoints())
                    .hasSameSizeAs(same.getData().getPoints());
            Map<Attributes, PointData> points = new HashMap<>();
            same.getData().getPoints().forEach(point -> points.put(point.getAttributes(), point));
            metric.getData()
                    .getPoints()
                    .forEach(point -> assertSame(point, Objects.requireNonNull(points.get(point.getAttributes()))));
        }
    }

    private static AggregationTemporality temporality(MetricData metric) {
        if (metric.getType() == MetricDataType.LONG_SUM) {
            assertThat(metric.getLongSumData().isMonotonic()).isTrue();
            return metric.getLongSumData().getAggregationTemporality();
        }
        return metric.getType() == MetricDataType.HISTOGRAM
                ? metric.getHistogramData().getAggregationTemporality()
                : metric.getExponentialHistogramData().getAggregationTemporality();
    }

    private static void assertSame(PointData ours, PointData theirs) {
        assertThat(ours.getStartEpochNanos()).isEqualTo(theirs.getStartEpochNanos());
        assertThat(ours.getEpochNanos()).isEqualTo(theirs.getEpochNanos());
        assertThat(ours.getExemplars()).isEmpty();
        if (ours instanceof LongPointData count) {
            assertThat(count.getValue()).isEqualTo(((LongPointData) theirs).getValue());
        } else if (ours instanceof HistogramPointData point) {
            HistogramPointData expected = (HistogramPointData) theirs;
            assertThat(point.getBoundaries()).isEqualTo(expected.getBoundaries());
            assertThat(point.getCounts()).isEqualTo(expected.getCounts());
            assertThat(point.getCount()).isEqualTo(expected.getCount());
            assertThat(point.getMin()).isEqualTo(expected.getMin());
            assertThat(point.getMax()).isEqualTo(expected.getMax());
            assertSum(point.getSum(), expected.getSum());
        } else {
            ExponentialHistogramPointData point = (ExponentialHistogramPointData) ours;
            ExponentialHistogramPointData expected = (ExponentialHistogramPointData) theirs;
            assertThat(point.getScale()).isEqualTo(expected.getScale()).isEqualTo(HistogramShape.SCALE);
            assertThat(point.getCount()).isEqualTo(expected.getCount());
            assertThat(point.getZeroCount()).isEqualTo(expected.getZeroCount());
            assertThat(point.hasMin()).isEqualTo(expected.hasMin());
            assertThat(point.getMin()).isEqualTo(expected.getMin());
            assertThat(point.hasMax()).isEqualTo(expected.hasMax());
            assertThat(point.getMax()).isEqualTo(expected.getMax());
            assertSum(point.getSum(), expected.getSum());
            assertThat(point.getPositiveBuckets().getBucketCounts())
                    .isEqualTo(expected.getPositiveBuckets().getBucketCounts());
            assertThat(point.getPositiveBuckets().getTotalCount())
                    .isEqualTo(expected.getPositiveBuckets().getTotalCount());
            if (point.getPositiveBuckets().getTotalCount() > 0) {
                assertThat(point.getPositiveBuckets().getOffset())
                        .isEqualTo(expected.getPositiveBuckets().getOffset());
            }
            assertThat(point.getNegativeBuckets().getBucketCounts()).isEmpty();
        }
    }

    private static void assertSum(double ours, double theirs) {
        assertThat(ours).isCloseTo(theirs, within(1e-9 * theirs));
    }
}
