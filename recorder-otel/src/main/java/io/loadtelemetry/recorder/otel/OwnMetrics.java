package io.loadtelemetry.recorder.otel;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The metrics that are recorded for every single request or iteration. The SDK's instruments take locks and find the series
 * by the hash of its attributes, each time; the lane is alone and knows the series. Not thread-safe: it belongs to the lane.
 */
final class OwnMetrics {

    private final AggregationTemporalitySelector temporality;
    private final List<Double> bounds;
    private final LongSupplier clock;
    private final List<OwnMetric<?>> metrics = new ArrayList<>();

    /**
     * None yet.
     *
     * @param temporality what the user prefers
     * @param bounds of explicit buckets in seconds, or empty for exponential ones
     * @param clock of the run
     */
    OwnMetrics(AggregationTemporalitySelector temporality, List<Double> bounds, LongSupplier clock) {
        this.temporality = temporality;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** A histogram. */
    OwnMetric<? extends Durations> durations(String name, DurationUnit unit, String description) {
        boolean delta = delta(InstrumentType.HISTOGRAM);
        return bounds.isEmpty()
                ? added(new OwnMetric<>(name, unit.ucum(), description, exponential(unit), delta, clock))
                : added(new OwnMetric<>(name, unit.ucum(), description, explicit(unit), delta, clock));
    }

    /** A counter of bytes. */
    OwnMetric<ByteCount> bytes(String name, String description) {
        OwnMetric.Shape<ByteCount, LongPointData> shape = new OwnMetric.Shape<>(
                MetricDataType.LONG_SUM,
                (preferred, points) -> SumData.createLongSumData(true, preferred, points),
                ByteCount::new);
        return added(new OwnMetric<>(name, "By", description, shape, delta(InstrumentType.COUNTER), clock));
    }

    private <S extends Collected> OwnMetric<S> added(OwnMetric<S> metric) {
        metrics.add(metric);
        return metric;
    }

    private boolean delta(InstrumentType type) {
        return temporality.getAggregationTemporality(type) == AggregationTemporality.DELTA;
    }

    private static OwnMetric.Shape<ExponentialDurations, ExponentialHistogramPointData> exponential(DurationUnit unit) {
        ExponentialBuckets buckets = new ExponentialBuckets(unit);
        return new OwnMetric.Shape<>(
                MetricDataType.EXPONENTIAL_HISTOGRAM,
                ExponentialHistogramData::create,
                attributes -> new ExponentialDurations(attributes, unit, buckets));
    }

    private OwnMetric.Shape<ExplicitDurations, HistogramPointData> explicit(DurationUnit unit) {
        ExplicitBuckets buckets = new ExplicitBuckets(unit, unit.bounds(bounds));
        return new OwnMetric.Shape<>(
                MetricDataType.HISTOGRAM,
                HistogramData::create,
                attributes -> new ExplicitDurations(attributes, unit, buckets));
    }

    /**
     * Collects all of them; what was collected before is used again.
     *
     * @param resource whose metrics they are
     * @param scope whose metrics they are
     * @param to gets those that have any points
     */
    void collect(Resource resource, InstrumentationScopeInfo scope, Collection<MetricData> to) {
        long now = clock.getAsLong();
        for (int i = 0; i < metrics.size(); i++) {
            MetricData data = metrics.get(i).collect(now, resource, scope);
            if (data != null) {
                to.add(data);
            }
        }
    }
}
