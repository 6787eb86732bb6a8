package io.loadtelemetry.benchmarks.lanes;

import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.recorder.otel.OtelRecorderProvider;
import io.loadtelemetry.testkit.RecorderHarness;
import java.util.Map;

/**
 * The recorder as its provider makes it, called without anything between: the caller's thread is its lane. Exports only
 * when told to.
 */
final class StartedOtel implements AutoCloseable {

    private static final long INTERVAL_NANOS = 3_600_000_000_000L;

    private final ShownProvider provider = new ShownProvider(new OtelRecorderProvider());
    private final RecorderHarness harness;
    private final Recorder recorder;
    private long time;

    /**
     * Starts it.
     *
     * @param endpoint of the collector
     * @throws Exception as the recorder does
     */
    StartedOtel(String endpoint) throws Exception {
        System.setProperty("otel.exporter.otlp.endpoint", endpoint);
        harness = RecorderHarness.start(provider, Map.of("telemetry.otel.interval", "1h"));
        recorder = provider.created();
        time = harness.context().now();
    }

    void record(TelemetryEvent event) throws Exception {
        recorder.record(event);
    }

    /** Begins an export, unless the last one is not done yet. */
    void export() throws Exception {
        time += 2 * INTERVAL_NANOS;
        recorder.tick(time);
    }

    @Override
    public void close() {
        harness.close();
        if (!harness.failures().isEmpty()) {
            throw new IllegalStateException("the recorder threw " + harness.failures());
        }
    }
}
