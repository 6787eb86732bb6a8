package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import org.jspecify.annotations.Nullable;

/** Takes the events on its lane. The lane alone touches the instruments; only sending happens elsewhere. */
final class OtelRecorder implements Recorder {

    /** The drop reason of a measurement that OpenTelemetry cannot carry. */
    static final String NOT_EXPORTABLE = "not_exportable";

    private final RecorderContext context;
    private final OtelSettings settings;
    private @Nullable Pipeline pipeline;

    OtelRecorder(RecorderContext context, OtelSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    @Override
    public void start() {
        pipeline = new Pipeline(context, settings);
        Rehearsal.start(context, settings);
        if (settings.traceRatio() > 0) {
            context.warn(
                    "traces",
                    "telemetry.otel.trace.ratio is set, but this version exports no spans: only metrics will arrive. Set it"
                            + " to 0 or leave it out");
        }
    }

    @Override
    public void record(TelemetryEvent event) {
        Pipeline to = pipeline;
        if (to == null) {
            throw new IllegalStateException("not started");
        }
        if (event instanceof RequestEvent request) {
            to.instruments.requests().accept(request);
        } else if (event instanceof IterationEvent iteration) {
            to.instruments.iterations().accept(iteration);
        } else if (event instanceof MetricEvent metric) {
            String fault = to.instruments.measurements().record(metric);
            if (fault != null) {
                context.dropped(NOT_EXPORTABLE, 1);
                context.warn("metric", "OTLP cannot carry the measurement " + OneLine.of(metric.name()) + ": " + fault);
                return;
            }
        } else if (event instanceof RunEvent run) {
            to.instruments.events().accept(run);
        }
        // Statistics say nothing that the histograms do not say better: a percentile cannot be merged.
        to.schedule.recorded();
    }

    @Override
    public void tick(long now) {
        if (pipeline != null) {
            pipeline.schedule.tick(now);
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
