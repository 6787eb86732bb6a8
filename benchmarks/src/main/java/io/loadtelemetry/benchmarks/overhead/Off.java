package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.RequestRecorder;

/** Nothing is recorded: what the API is without telemetry-core. */
final class Off extends BareTelemetry {

    private record Nothing(Endpoint endpoint) implements RequestRecorder {
        @Override
        public void record(
                long intendedStart,
                long start,
                long end,
                int statusCode,
                String errorType,
                long bytesSent,
                long bytesReceived) {}
    }

    @Override
    public RequestRecorder request(Endpoint endpoint) {
        return new Nothing(endpoint);
    }

    @Override
    public IterationRecorder iteration(String scenario) {
        return (start, end) -> {};
    }
}
