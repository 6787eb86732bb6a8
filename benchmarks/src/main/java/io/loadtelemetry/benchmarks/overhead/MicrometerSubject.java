package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.Telemetry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Micrometer's OTLP registry, its timers with histograms called on the load thread and looked up by outcome only. */
final class MicrometerSubject extends BareTelemetry implements Subject {

    private final OtlpMeterRegistry registry;
    private final Peer peer;

    MicrometerSubject(Peer peer) {
        this.peer = peer;
        Map<String, String> settings = Map.of("otlp.url", peer.uri() + "/v1/metrics", "otlp.step", "5s");
        OtlpConfig config = settings::get;
        registry = new OtlpMeterRegistry(config, Clock.SYSTEM);
    }

    private Timer timer(Endpoint endpoint, String error) {
        return Timer.builder("loadtest.request.duration")
                .tag("method", endpoint.method())
                .tag("name", endpoint.name())
                .tag("scenario", endpoint.scenario())
                .tag("error", error)
                .publishPercentileHistogram()
                .register(registry);
    }

    @Override
    public RequestRecorder request(Endpoint endpoint) {
        return new Timers(this, endpoint, timer(endpoint, ""), new ConcurrentHashMap<>());
    }

    private record Timers(MicrometerSubject subject, Endpoint endpoint, Timer success, Map<String, Timer> failures)
            implements RequestRecorder {
        @Override
        public void record(
                long intendedStart,
                long start,
                long end,
                int statusCode,
                String errorType,
                long bytesSent,
                long bytesReceived) {
            Timer timer = errorType == null
                    ? success
                    : failures.computeIfAbsent(errorType, error -> subject.timer(endpoint, error));
            timer.record(end - start, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public IterationRecorder iteration(String scenario) {
        Timer timer = Timer.builder("loadtest.iteration.duration")
                .tag("scenario", scenario)
                .publishPercentileHistogram()
                .register(registry);
        return (start, end) -> timer.record(end - start, TimeUnit.NANOSECONDS);
    }

    @Override
    public Telemetry telemetry() {
        return this;
    }

    @Override
    public void stop(StopReason reason) {
        registry.close();
    }

    @Override
    public void end(long requests) {
        close();
        peer.requireExports();
    }
}
