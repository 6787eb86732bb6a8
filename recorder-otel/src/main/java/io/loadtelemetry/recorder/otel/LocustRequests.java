package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.RequestEvent;
import io.opentelemetry.api.trace.SpanContext;

/** The metrics of single requests as Locust Telemetry has them. Allocates nothing once a series is known. */
final class LocustRequests {

    static final String SUCCESS = "locust.tl.request.metric.success";
    static final String ERROR = "locust.tl.request.metric.error";

    private final OwnMetric<? extends Durations> success;
    private final OwnMetric<? extends Durations> error;
    private final RequestSeries series;

    LocustRequests(OwnMetrics metrics, RequestSeries series) {
        this.series = series;
        success = metrics.durations(SUCCESS, DurationUnit.MILLISECONDS, "Duration of successful requests.");
        error = metrics.durations(ERROR, DurationUnit.MILLISECONDS, "Duration of failed requests.");
    }

    /** What puts a span on the point of that request. */
    Runnable exemplar(RequestEvent request, SpanContext span) {
        Durations durations = series.of(request).duration(request.failed() ? error : success);
        long nanos = request.duration();
        long end = request.end();
        return () -> durations.exemplar(nanos, end, span);
    }

    void record(RequestEvent request) {
        // An outcome is a success or a failure, never both, so that it has a duration in one of the metrics only.
        series.of(request).duration(request.failed() ? error : success).record(request.duration());
    }
}
