package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The OpenTelemetry SDK of one run with all that hangs on it. Not thread-safe: it belongs to the lane. */
final class Pipeline {

    /** How long {@link #close} may take, and a moment; the core gives all recorders together 10 s. */
    static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** How much of that spans and log records may take, so that the metrics, which say what became of them, are last. */
    private static final long CLOSE_SIGNALS_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    final Instruments instruments;

    private final @Nullable ExportSchedule schedule;
    private final @Nullable SpanExports spans;
    private final @Nullable LogExports logs;
    private final SdkMeterProvider provider;

    Pipeline(RecorderContext context, OtelSettings settings, @Nullable HeadSampler head) {
        OwnMetrics own = new OwnMetrics(settings.temporality(), settings.bounds(), context::now);
        Resource resource = RunResource.of(context, settings.resource());
        LaneReader reader =
                new LaneReader(settings.temporality(), settings.bounds().isEmpty(), own, resource);
        provider = provider(context, resource, reader);
        Meter meter = meter(provider);
        instruments = settings.naming().instruments(meter, own, context, settings);
        Attributes common = settings.runAttributes() ? RunResource.runAttributes(context.run()) : Attributes.empty();
        RecorderEventCounter.register(meter, common, context);
        Origin origin = new Origin(resource, LaneReader.SCOPE);
        OtlpTarget metricTarget = settings.targets().get(Signal.METRICS);
        OtlpTarget spanTarget = settings.targets().get(Signal.TRACES);
        OtlpTarget logTarget = settings.targets().get(Signal.LOGS);
        schedule = metricTarget == null
                ? null
                : new ExportSchedule(context, settings, reader, new OtlpExports<>(metricTarget, Exporters::metrics));
        spans = spanTarget == null || head == null
                ? null
                : new SpanExports(context, settings.trace(), head, origin, instruments, spanTarget);
        logs = logTarget == null ? null : new LogExports(context, origin, common, logTarget);
        if (spans != null) {
            spans.register(meter, common);
        }
        if (logs != null) {
            logs.register(meter, common);
        }
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
                // Ours come with the spans: see Exemplars.
                .setExemplarFilter(ExemplarFilter.alwaysOff())
                .registerMetricReader(reader)
                .build();
    }

    void accept(RequestEvent request) {
        instruments.requests().accept(request);
        if (spans != null) {
            spans.accept(request);
        }
    }

    void accept(IterationEvent iteration) {
        instruments.iterations().accept(iteration);
        if (spans != null) {
            spans.accept(iteration);
        }
    }

    void accept(RunEvent event) {
        instruments.events().accept(event);
        if (logs != null) {
            logs.accept(event);
        }
    }

    /** Statistics say nothing that the histograms do not say better; but they know what is slow. */
    void accept(RequestStats stats) {
        if (spans != null) {
            spans.accept(stats);
        }
    }

    /** An event has gone where it had to. */
    void recorded() {
        if (schedule != null) {
            schedule.recorded();
        }
    }

    void tick(long now) {
        if (spans != null) {
            spans.tick();
        }
        if (logs != null) {
            logs.tick();
        }
        if (schedule != null) {
            schedule.tick(now);
        }
    }

    void close() {
        long begin = System.nanoTime();
        try {
            flush(begin + CLOSE_SIGNALS_NANOS);
        } finally {
            try {
                if (schedule != null) {
                    schedule.close(begin + CLOSE_NANOS);
                }
            } finally {
                provider.close();
            }
        }
    }

    /** Sends what is left of spans and log records, side by side: the one must not wait for the other's collector. */
    private void flush(long deadline) {
        if (spans != null) {
            spans.end();
        }
        boolean more = true;
        while (more && System.nanoTime() - deadline < 0) {
            more = spans != null && spans.flush();
            more |= logs != null && logs.flush();
            if (more) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
        if (spans != null) {
            spans.close();
        }
        if (logs != null) {
            logs.close();
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
