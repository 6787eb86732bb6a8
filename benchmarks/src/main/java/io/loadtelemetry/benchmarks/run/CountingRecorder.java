package io.loadtelemetry.benchmarks.run;

import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.concurrent.locks.LockSupport;

/** The cheapest recorder that takes every request: it counts events; and one that can be told to stop for a while. */
final class CountingRecorder implements Recorder, RecorderProvider {

    private final String id;
    private final long stallNanos;
    private volatile boolean stallNext;
    private volatile long seen;

    CountingRecorder(String id, long stallNanos) {
        this.id = id;
        this.stallNanos = stallNanos;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Recorder create(RecorderContext context) {
        return this;
    }

    @Override
    public boolean wantsRequests() {
        return true;
    }

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // One thread writes.
    public void record(TelemetryEvent event) {
        seen++;
        if (stallNext) {
            stallNext = false;
            long end = System.nanoTime() + stallNanos;
            for (long rest = stallNanos; rest > 0; rest = end - System.nanoTime()) {
                LockSupport.parkNanos(rest);
            }
        }
    }

    /** Makes it stop at the next event. */
    void stallOnce() {
        stallNext = true;
    }

    /** How many events it took. */
    long seen() {
        return seen;
    }
}
