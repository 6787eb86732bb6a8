package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;

/** The OpenTelemetry SDK of one run with all that hangs on it. Not thread-safe: it belongs to the lane. */
final class Pipeline {

    final Instruments instruments;
    final ExportSchedule schedule;

    private final SdkMeterProvider provider;

    Pipeline(RecorderContext context, OtelSettings settings) {
        OwnMetrics own = new OwnMetrics(settings.temporality(), settings.bounds(), context::now);
        Resource resource = RunResource.of(context, settings.resource());
        LaneReader reader =
                new LaneReader(settings.temporality(), settings.bounds().isEmpty(), own, resource);
        provider = provider(context, resource, reader);
        Meter meter = meter(provider);
        instruments = settings.naming().instruments(meter, own, context, settings);
        Attributes common = settings.runAttributes() ? RunResource.runAttributes(context.run()) : Attributes.empty();
        RecorderEventCounter.register(meter, common, context);
        schedule = new ExportSchedule(context, settings, reader, new OtlpExports(settings.target()));
    }

    static Meter meter(SdkMeterProvider provider) {
        return provider.meterBuilder(LaneReader.SCOPE.getName())
                .setInstrumentationVersion(RunResource.VERSION)
                .build();
    }

    static SdkMeterProvider provider(RecorderContext context, Resource resource, LaneReader reader) {
        return SdkMeterProvider.builder()
                .setResource(resource)
                .setClock(new RunClock(context))
                .setExemplarFilter(ExemplarFilter.alwaysOff())
                .registerMetricReader(reader)
                .build();
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
