package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.util.Map;

/** Our own names, which follow the semantic conventions where there are some. */
final class LoadtestNaming implements Naming {

    @Override
    public boolean explicitBuckets() {
        return false;
    }

    @Override
    public Instruments instruments(Meter meter, OwnMetrics metrics, RecorderContext context, OtelSettings settings) {
        Attributes common = settings.runAttributes() ? RunResource.runAttributes(context.run()) : Attributes.empty();
        RequestSeries series = new RequestSeries(new LoadtestAttributes(common), MAX_SERIES, context);
        RequestInstruments requests = new RequestInstruments(metrics, series);
        IterationInstrument iterations = new IterationInstrument(metrics, common);
        return new Instruments(
                requests::record,
                iterations::record,
                new Measurements(meter, common, settings.bounds())::record,
                new RunEventCounter(
                        RunEventCounter.counter(meter, RunEventCounter.EVENTS, "{event}"),
                        common,
                        "loadtest.event.name",
                        Map.of())::record,
                requests::exemplar,
                iterations::exemplar);
    }
}
