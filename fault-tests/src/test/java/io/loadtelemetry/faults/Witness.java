package io.loadtelemetry.faults;

import io.loadtelemetry.api.event.RecorderDropped;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.TestStop;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The recorder beside the one in trouble: it counts everything, and may lose nothing. */
final class Witness implements RecorderProvider, Recorder {

    static final String ID = "witness";

    private final Map<String, Long> told = new ConcurrentHashMap<>();
    private volatile long events;
    private volatile long requests;
    private volatile long requestsInStatistics;
    private volatile boolean stopped;
    private volatile boolean lateEvents;
    private volatile boolean closed;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Recorder create(RecorderContext context) {
        return this;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    public void record(TelemetryEvent event) {
        lateEvents |= stopped;
        events++;
        if (event instanceof RequestEvent) {
            requests++;
        } else if (event instanceof RequestStats stats
                && stats.window() == RequestStats.Window.RUN
                && stats.endpoint() == null) {
            requestsInStatistics = stats.requests();
        } else if (event instanceof RecorderDropped dropped) {
            told.merge(dropped.recorder() + ' ' + dropped.reason(), dropped.count(), Long::sum);
        } else if (event instanceof TestStop) {
            stopped = true;
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    long events() {
        return events;
    }

    long requests() {
        return requests;
    }

    /** What the final statistics say, of all endpoints. */
    long requestsInStatistics() {
        return requestsInStatistics;
    }

    /** How many dropped events of a recorder the run's events told of. */
    long told(String recorder, String reason) {
        return told.getOrDefault(recorder + ' ' + reason, 0L);
    }

    /** Whether {@code test.stop} came, as the last event, and then the close. */
    boolean endedInOrder() {
        return stopped && closed && !lateEvents;
    }
}
