package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Records, traces and collects requests of its own to no effect: the first collection in a JVM takes 20 ms, in which a lane
 * can be overrun. On a thread of its own, because there may be real requests already.
 */
final class Rehearsal {

    private static final int COLLECTIONS = 5;
    private static final int ENDPOINTS = 64;
    private static final int REQUESTS = 50;
    private static final long MILLISECOND = 1_000_000;
    private static final TraceSettings ALL_TRACED = new TraceSettings(1, true, true, 0, 1_000);

    private Rehearsal() {}

    static void start(RecorderContext context, OtelSettings settings) {
        Thread thread = new Thread(null, () -> runQuietly(context, settings), "telemetry-otel-rehearsal", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    private static void runQuietly(RecorderContext context, OtelSettings settings) {
        try {
            run(context, settings);
        } catch (RuntimeException | LinkageError e) {
            // A short run may be over, and its class loader closed. Nothing depends on a rehearsal.
        }
    }

    private static void run(RecorderContext context, OtelSettings settings) {
        OwnMetrics own = new OwnMetrics(settings.temporality(), settings.bounds(), context::now);
        Resource resource = RunResource.of(context, settings.resource());
        LaneReader reader =
                new LaneReader(settings.temporality(), settings.bounds().isEmpty(), own, resource);
        try (SdkMeterProvider provider = Pipeline.provider(context, resource, reader)) {
            Instruments instruments = settings.naming().instruments(Pipeline.meter(provider), own, context, settings);
            Spans spans = new Spans(
                    ALL_TRACED,
                    new HeadSampler(TraceRatio.of(1), new SpanRate(ALL_TRACED.ratePerSecond(), System::nanoTime)),
                    new Origin(resource, LaneReader.SCOPE),
                    instruments,
                    span -> span.exemplar().run());
            for (int collection = 0; collection < COLLECTIONS; collection++) {
                for (int endpoint = 0; endpoint < ENDPOINTS; endpoint++) {
                    for (int i = 0; i < REQUESTS; i++) {
                        Request request = new Request(Endpoint.of("rehearsal " + endpoint), endpoint, i * MILLISECOND);
                        instruments.requests().accept(request);
                        spans.accept(request);
                    }
                }
                int unused = reader.collect().size();
            }
        }
    }

    private record Request(Endpoint endpoint, int endpointIndex, long end) implements RequestEvent {

        @Override
        public long start() {
            return 0;
        }

        @Override
        public long intendedStart() {
            return 0;
        }

        @Override
        public @Nullable String errorType() {
            return null;
        }

        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public long bytesSent() {
            return 1;
        }

        @Override
        public long bytesReceived() {
            return 1;
        }
    }
}
