package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.RequestEvent;
import io.opentelemetry.api.trace.SpanContext;

/** The metrics of single requests. Allocates nothing once a series is known. */
final class RequestInstruments {

    static final String DURATION = "loadtest.request.duration";
    static final String RESPONSE_TIME = "loadtest.request.response_time";
    static final String IO = "loadtest.request.io";

    private final OwnMetric<? extends Durations> duration;
    private final OwnMetric<? extends Durations> responseTime;
    private final OwnMetric<ByteCount> io;
    private final RequestSeries series;

    RequestInstruments(OwnMetrics metrics, RequestSeries series) {
        this.series = series;
        duration =
                metrics.durations(DURATION, DurationUnit.SECONDS, "Service time of requests, from the actual start.");
        responseTime = metrics.durations(
                RESPONSE_TIME,
                DurationUnit.SECONDS,
                "Response time of requests, from the intended start: free of coordinated omission.");
        io = metrics.bytes(IO, "Bytes of requests and responses whose size is known.");
    }

    /** What puts a span on the points of that request. */
    Runnable exemplar(RequestEvent request, SpanContext span) {
        Outcome outcome = series.of(request);
        long nanos = request.duration();
        long waited = request.responseTime();
        long end = request.end();
        return () -> {
            outcome.duration(duration).exemplar(nanos, end, span);
            if (waited >= 0) {
                outcome.responseTime(responseTime).exemplar(waited, end, span);
            }
        };
    }

    void record(RequestEvent request) {
        Outcome outcome = series.of(request);
        outcome.duration(duration).record(request.duration());
        long waited = request.responseTime();
        if (waited >= 0) {
            outcome.responseTime(responseTime).record(waited);
        }
        long sent = request.bytesSent();
        if (sent >= 0) {
            outcome.sent(io).add(sent);
        }
        long received = request.bytesReceived();
        if (received >= 0) {
            outcome.received(io).add(received);
        }
    }
}
