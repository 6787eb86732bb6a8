package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import java.util.List;

/** Decides what the metrics of a run are: their names, units and attributes. Chosen once, at the start. */
interface Naming {

    /** The series one instrument may have; the SDK's own 2,000 would be too few for 2,000 endpoints that also fail. */
    int MAX_SERIES = 20_000;

    static Naming of(String word) {
        return word.equals("locust") ? new LocustNaming() : new LoadtestNaming();
    }

    /** Whether histograms have explicit buckets where the user says nothing of it. */
    boolean explicitBuckets();

    /**
     * Says how the instruments aggregate.
     *
     * @param builder gets the views
     * @param bounds of explicit buckets in seconds, or empty for exponential ones
     */
    void views(SdkMeterProviderBuilder builder, List<Double> bounds);

    Instruments instruments(Meter meter, RecorderContext context, OtelSettings settings);

    /** Two more series than are prepared: the SDK keeps one for its own overflow series. */
    static void view(SdkMeterProviderBuilder builder, String name, Aggregation aggregation, int series) {
        builder.registerView(
                InstrumentSelector.builder().setName(name).build(),
                View.builder()
                        .setAggregation(aggregation)
                        .setCardinalityLimit(series + 2)
                        .build());
    }
}
