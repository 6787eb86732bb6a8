package io.loadtelemetry.recorder.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Collects when the lane says so. The SDK's own periodic reader collects on a thread of its own, beside the recording:
 * then nobody knows which events a failed export held, it reports a failed export as flushed, and its shutdown waits up
 * to three times 5 seconds.
 *
 * <p>What a collection returned is used again by the next one (memory mode REUSABLE_DATA).
 */
final class LaneReader implements MetricReader {

    static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.builder("io.loadtelemetry.recorder.otel")
            .setVersion(RunResource.VERSION)
            .build();

    private final AggregationTemporalitySelector temporality;
    private final boolean exponential;
    private final OwnMetrics own;
    private final Resource resource;
    private final List<MetricData> all = new ArrayList<>();
    private CollectionRegistration registration = CollectionRegistration.noop();

    /**
     * A reader.
     *
     * @param temporality what the user prefers
     * @param exponential whether histograms have exponential buckets
     * @param own what is not in the SDK's instruments
     * @param resource the very one that the SDK has: the exporter tells resources apart by identity
     */
    LaneReader(AggregationTemporalitySelector temporality, boolean exponential, OwnMetrics own, Resource resource) {
        this.temporality = temporality;
        this.exponential = exponential;
        this.own = own;
        this.resource = resource;
    }

    Collection<MetricData> collect() {
        all.clear();
        all.addAll(registration.collectAllMetrics());
        // Scopes too are told apart by identity, and the SDK shows its own only with its data.
        InstrumentationScopeInfo scope = all.isEmpty() ? SCOPE : all.get(0).getInstrumentationScopeInfo();
        own.collect(resource, scope, all);
        return all;
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
