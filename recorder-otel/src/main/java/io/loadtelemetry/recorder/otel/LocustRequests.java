package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.RequestEvent;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;

/** The metrics of single requests as Locust Telemetry has them. Allocates nothing once a series is known. */
final class LocustRequests {

    static final String SUCCESS = "locust.tl.request.metric.success";
    static final String ERROR = "locust.tl.request.metric.error";

    private final DoubleHistogram success;
    private final DoubleHistogram error;
    private final RequestSeries series;
    private final Context root = Context.root();

    LocustRequests(Meter meter, RequestSeries series) {
        this.series = series;
        success = histogram(meter, SUCCESS, "Duration of successful requests.");
        error = histogram(meter, ERROR, "Duration of failed requests.");
    }

    private static DoubleHistogram histogram(Meter meter, String name, String description) {
        return meter.histogramBuilder(name)
                .setUnit("ms")
                .setDescription(description)
                .build();
    }

    void record(RequestEvent request) {
        DoubleHistogram histogram = request.failed() ? error : success;
        histogram.record(Millis.ofNanos(request.duration()), series.of(request).attributes(), root);
    }
}
