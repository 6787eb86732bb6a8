package io.loadtelemetry.recorder.system;

import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.TestStop;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import java.time.Duration;

/** Starts what measures, and ends it. Its lane has nothing to do in between. */
final class SystemRecorder implements Recorder {

    static final String THREAD = "telemetry-system";

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Output output;
    private final GcDurations collections;
    private final Sampler sampler;
    // The library that reads the system needs a good 200 ms to load: that must hold up neither the start nor the lane.
    private final Thread thread;

    SystemRecorder(RecorderContext context, Duration interval, double cpuWarning) {
        output = new Output(context);
        collections = new GcDurations(output);
        sampler = new Sampler(interval, output, new CpuWatch(cpuWarning));
        thread = new Thread(null, sampler, THREAD, 0, false);
        thread.setDaemon(true);
    }

    @Override
    public boolean wantsRequests() {
        return false;
    }

    @Override
    public void start() {
        collections.open();
        thread.start();
    }

    @Override
    public void record(TelemetryEvent event) {
        if (event instanceof TestStop) {
            // It is the last event of the run: nothing may follow it.
            output.close();
            sampler.stop();
        }
    }

    @Override
    public void close() {
        output.close();
        sampler.stop();
        collections.close();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
