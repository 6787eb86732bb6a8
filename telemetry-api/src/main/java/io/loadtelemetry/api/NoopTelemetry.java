package io.loadtelemetry.api;

import io.loadtelemetry.api.spi.TelemetrySettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands in for telemetry-core where that is absent. Only the clock works, because a load tool may use it itself. */
final class NoopTelemetry implements Telemetry {

    private static final IterationRecorder NO_ITERATIONS = (start, end) -> {};

    private final RunIdentity run;
    private final long offset;

    NoopTelemetry(TelemetrySettings settings) {
        Instant start = Instant.now();
        offset = start.getEpochSecond() * 1_000_000_000L + start.getNano() - System.nanoTime();
        String testPlan = settings.testPlan();
        run = new RunIdentity("", testPlan == null ? "" : testPlan, start, Map.of());
    }

    @Override
    public long now() {
        return System.nanoTime() + offset;
    }

    @Override
    public RequestRecorder request(Endpoint endpoint) {
        return new NoRequests(endpoint);
    }

    @Override
    public IterationRecorder iteration(String scenario) {
        return NO_ITERATIONS;
    }

    @Override
    public void users(long count) {}

    @Override
    public void users(String scenario, long count) {}

    @Override
    public void targetUsers(long count) {}

    @Override
    public void spawningComplete(long users) {}

    @Override
    public void event(String name, Map<String, ?> attributes) {}

    @Override
    public RunIdentity run() {
        return run;
    }

    @Override
    public Accounting accounting() {
        return new Accounting(List.of());
    }

    @Override
    public void stop(StopReason reason) {}

    private record NoRequests(Endpoint endpoint) implements RequestRecorder {
        @Override
        public void record(
                long intendedStart,
                long start,
                long end,
                int statusCode,
                @Nullable String errorType,
                long bytesSent,
                long bytesReceived) {}
    }
}
