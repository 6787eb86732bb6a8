package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import java.util.List;
import java.util.Map;

/** Our own names, which follow the semantic conventions where there are some. */
final class LoadtestNaming implements Naming {

    @Override
    public boolean explicitBuckets() {
        return false;
    }

    @Override
    public void views(SdkMeterProviderBuilder builder, List<Double> bounds) {
        Aggregation histogram = HistogramShape.of(bounds);
        Naming.view(builder, RequestInstruments.DURATION, histogram, MAX_SERIES);
        Naming.view(builder, RequestInstruments.RESPONSE_TIME, histogram, MAX_SERIES);
        Naming.view(builder, RequestInstruments.IO, Aggregation.defaultAggregation(), 2 * MAX_SERIES);
        Naming.view(builder, IterationInstrument.DURATION, histogram, MAX_SERIES);
    }

    @Override
    public Instruments instruments(Meter meter, RecorderContext context, OtelSettings settings) {
        Attributes common = settings.runAttributes() ? RunResource.runAttributes(context.run()) : Attributes.empty();
        RequestSeries series = new RequestSeries(new LoadtestAttributes(common), MAX_SERIES, context);
        return new Instruments(
                new RequestInstruments(meter, series)::record,
                new IterationInstrument(meter, common)::record,
                new Measurements(meter, common, settings.bounds())::record,
                new RunEventCounter(
                        RunEventCounter.counter(meter, RunEventCounter.EVENTS, "{event}"),
                        common,
                        "loadtest.event.name",
                        Map.of())::record);
    }
}
