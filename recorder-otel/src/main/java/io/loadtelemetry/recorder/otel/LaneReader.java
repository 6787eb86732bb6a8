package io.loadtelemetry.recorder.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.Collection;

/**
 * Collects when the lane says so. The SDK's own periodic reader collects on a thread of its own, beside the recording:
 * then nobody knows which events a failed export held, it reports a failed export as flushed, and its shutdown waits up
 * to three times 5 seconds.
 *
 * <p>What a collection returned is used again by the next one (memory mode REUSABLE_DATA).
 */
final class LaneReader implements MetricReader {

    private final AggregationTemporalitySelector temporality;
    private final boolean exponential;
    private CollectionRegistration registration = CollectionRegistration.noop();

    LaneReader(AggregationTemporalitySelector temporality, boolean exponential) {
        this.temporality = temporality;
        this.exponential = exponential;
    }

    Collection<MetricData> collect() {
        return registration.collectAllMetrics();
    }

    @Override
    public void register(CollectionRegistration collection) {
        registration = collection;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return temporality.getAggregationTemporality(type);
    }

    /** For histograms without a view: those of measurements. Explicit bounds come with their instrument. */
    @Override
    public Aggregation getDefaultAggregation(InstrumentType type) {
        return exponential && type == InstrumentType.HISTOGRAM
                ? HistogramShape.exponential()
                : Aggregation.defaultAggregation();
    }

    @Override
    public MemoryMode getMemoryMode() {
        return MemoryMode.REUSABLE_DATA;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
