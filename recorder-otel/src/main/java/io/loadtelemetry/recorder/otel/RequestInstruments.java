package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.RequestEvent;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;

/** The metrics of single requests. Allocates nothing once a series is known. */
final class RequestInstruments {

    static final String DURATION = "loadtest.request.duration";
    static final String RESPONSE_TIME = "loadtest.request.response_time";
    static final String IO = "loadtest.request.io";

    private final DoubleHistogram duration;
    private final DoubleHistogram responseTime;
    private final LongCounter io;
    private final RequestSeries series;
    private final Context root = Context.root();

    RequestInstruments(Meter meter, RequestSeries series) {
        this.series = series;
        duration = meter.histogramBuilder(DURATION)
                .setUnit("s")
                .setDescription("Service time of requests, from the actual start.")
                .build();
        responseTime = meter.histogramBuilder(RESPONSE_TIME)
                .setUnit("s")
                .setDescription("Response time of requests, from the intended start: free of coordinated omission.")
                .build();
        io = meter.counterBuilder(IO)
                .setUnit("By")
                .setDescription("Bytes of requests and responses whose size is known.")
                .build();
    }

    void record(RequestEvent request) {
        RequestSeries.Outcome outcome = series.of(request);
        duration.record(Seconds.ofNanos(request.duration()), outcome.attributes(), root);
        long waited = request.responseTime();
        if (waited >= 0) {
            responseTime.record(Seconds.ofNanos(waited), outcome.attributes(), root);
        }
        if (request.bytesSent() >= 0) {
            io.add(request.bytesSent(), outcome.transmit(), root);
        }
        if (request.bytesReceived() >= 0) {
            io.add(request.bytesReceived(), outcome.receive(), root);
        }
    }
}
