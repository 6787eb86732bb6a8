package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.Tracing;
import org.jspecify.annotations.Nullable;

/** Takes the events on its lane. The lane alone touches the instruments; only sending happens elsewhere. */
final class OtelRecorder implements Recorder {

    /** The drop reason of a measurement that OpenTelemetry cannot carry. */
    static final String NOT_EXPORTABLE = "not_exportable";

    private final RecorderContext context;
    private final OtelSettings settings;
    private final @Nullable HeadSampler head;
    private @Nullable Pipeline pipeline;

    OtelRecorder(RecorderContext context, OtelSettings settings) {
        this.context = context;
        this.settings = settings;
        TraceSettings trace = settings.trace();
        boolean traced = trace.on() && settings.targets().containsKey(Signal.TRACES);
        head = traced
                ? new HeadSampler(TraceRatio.of(trace.ratio()), new SpanRate(trace.ratePerSecond(), System::nanoTime))
                : null;
    }

    @Override
    public @Nullable Tracing tracing() {
        return head;
    }

    @Override
    public void start() {
        pipeline = new Pipeline(context, settings, head);
        Rehearsal.start(context, settings);
    }

    @Override
    public void record(TelemetryEvent event) {
        Pipeline to = pipeline;
        if (to == null) {
            throw new IllegalStateException("not started");
        }
        if (event instanceof RequestEvent request) {
            to.accept(request);
        } else if (event instanceof IterationEvent iteration) {
            to.accept(iteration);
        } else if (event instanceof MetricEvent metric) {
            String fault = to.instruments.measurements().record(metric);
            if (fault != null) {
                context.dropped(NOT_EXPORTABLE, 1);
                context.warn("metric", "OTLP cannot carry the measurement " + OneLine.of(metric.name()) + ": " + fault);
                return;
            }
        } else if (event instanceof RunEvent run) {
            to.accept(run);
        } else if (event instanceof RequestStats stats) {
            to.accept(stats);
        }
        to.recorded();
    }

    @Override
    public void tick(long now) {
        if (pipeline != null) {
            pipeline.tick(now);
        }
    }

    @Override
    public void close() {
        Pipeline last = pipeline;
        pipeline = null;
        if (last != null) {
            last.close();
        }
    }
}
