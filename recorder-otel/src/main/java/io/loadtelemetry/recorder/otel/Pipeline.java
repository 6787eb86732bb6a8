package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;

/** The OpenTelemetry SDK of one run with all that hangs on it. Not thread-safe: it belongs to the lane. */
final class Pipeline {

    /** The series one instrument may have; the SDK's own 2,000 would be too few for 2,000 endpoints that also fail. */
    static final int MAX_SERIES = 20_000;

    final RequestInstruments requests;
    final IterationInstrument iterations;
    final Measurements measurements;
    final RunEventCounter events;
    final ExportSchedule schedule;

    private final SdkMeterProvider provider;

    Pipeline(RecorderContext context, OtelSettings settings) {
        LaneReader reader =
                new LaneReader(settings.temporality(), settings.bounds().isEmpty());
        provider = provider(context, settings, reader);
        Meter meter = provider.meterBuilder("io.loadtelemetry.recorder.otel")
                .setInstrumentationVersion(RunResource.VERSION)
                .build();
        Attributes common = settings.runAttributes() ? RunResource.runAttributes(context.run()) : Attributes.empty();
        requests = new RequestInstruments(meter, new RequestSeries(common, MAX_SERIES, context));
        iterations = new IterationInstrument(meter, common);
        measurements = new Measurements(meter, common, settings.bounds());
        events = new RunEventCounter(meter, common);
        RecorderEventCounter.register(meter, common, context);
        schedule = new ExportSchedule(context, settings, reader, new OtlpExports(settings.target()));
    }

    private static SdkMeterProvider provider(RecorderContext context, OtelSettings settings, LaneReader reader) {
        Aggregation histogram =
                settings.bounds().isEmpty() ? HistogramShape.exponential() : HistogramShape.explicit(settings.bounds());
        SdkMeterProviderBuilder builder = SdkMeterProvider.builder()
                .setResource(RunResource.of(context, settings.resource()))
                .setClock(new RunClock(context))
                .setExemplarFilter(ExemplarFilter.alwaysOff())
                .registerMetricReader(reader);
        // Two more than are prepared: the SDK keeps one for its own overflow series.
        view(builder, RequestInstruments.DURATION, histogram, MAX_SERIES + 2);
        view(builder, RequestInstruments.RESPONSE_TIME, histogram, MAX_SERIES + 2);
        view(builder, RequestInstruments.IO, Aggregation.defaultAggregation(), 2 * MAX_SERIES + 2);
        view(builder, IterationInstrument.DURATION, histogram, MAX_SERIES + 2);
        return builder.build();
    }

    private static void view(SdkMeterProviderBuilder builder, String name, Aggregation aggregation, int series) {
        builder.registerView(
                InstrumentSelector.builder().setName(name).build(),
                View.builder()
                        .setAggregation(aggregation)
                        .setCardinalityLimit(series)
                        .build());
    }

    void close() {
        try {
            schedule.close();
        } finally {
            provider.close();
        }
    }

    /** The clock of the run: a step of the system's clock moves no point. */
    private record RunClock(RecorderContext context) implements Clock {

        @Override
        public long now() {
            return context.now();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    }
}
