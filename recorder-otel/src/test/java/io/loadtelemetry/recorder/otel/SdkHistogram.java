package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.ExplicitBucketHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/** The same metrics as the SDK adds them up: the oracle for ours. */
final class SdkHistogram implements AutoCloseable {

    private final SdkMeterProvider provider;
    private final LaneReader reader;
    private final DoubleHistogram histogram;
    private final LongCounter counter;

    SdkHistogram(
            AggregationTemporalitySelector temporality, DurationUnit unit, List<Double> bounds, LongSupplier time) {
        OwnMetrics none = new OwnMetrics(temporality, bounds, time);
        reader = new LaneReader(temporality, bounds.isEmpty(), none, Resource.getDefault());
        SdkMeterProviderBuilder builder =
                SdkMeterProvider.builder().registerMetricReader(reader).setClock(new TestClock(time));
        if (!bounds.isEmpty()) {
            builder.registerView(
                    InstrumentSelector.builder().setName("durations").build(),
                    View.builder()
                            .setAggregation(Aggregation.explicitBucketHistogram(ExplicitBucketHistogramOptions.builder()
                                    .setBucketBoundaries(unit.bounds(bounds))
                                    .build()))
                            .build());
        }
        provider = builder.build();
        histogram = provider.get("sdk")
                .histogramBuilder("durations")
                .setUnit(unit.ucum())
                .setDescription("of requests")
                .build();
        counter = provider.get("sdk")
                .counterBuilder("bytes")
                .setUnit("By")
                .setDescription("of requests")
                .build();
    }

    void record(double value, Attributes attributes) {
        histogram.record(value, attributes, Context.root());
    }

    void add(long bytes, Attributes attributes) {
        counter.add(bytes, attributes, Context.root());
    }

    Collection<MetricData> collect() {
        return reader.collect();
    }

    @Override
    public void close() {
        provider.close();
    }

    private record TestClock(LongSupplier time) implements Clock {

        @Override
        public long now() {
            return time.getAsLong();
        }

        @Override
        public long nanoTime() {
            return time.getAsLong();
        }
    }
}
