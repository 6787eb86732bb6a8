package io.loadtelemetry.testkit;

import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Provides a recorder that goes wrong as it is told, to see what becomes of the recorders, the load and the end of the run
 * beside it. {@link java.util.ServiceLoader} does not find it: give it to {@link
 * io.loadtelemetry.api.TelemetryBuilder#recorder}. Faults may be set and taken away at any time, also while a run goes on.
 * Thread-safe.
 *
 * <pre>{@code
 * FaultyProvider faulty = new FaultyProvider("faulty");
 * try (Telemetry telemetry = Telemetry.builder("test").recorder(faulty).start()) {
 *     faulty.fault(RecorderCall.RECORD, RecorderFault.blocking());
 *     … load …
 *     faulty.heal();
 * }
 * }</pre>
 */
public final class FaultyProvider implements RecorderProvider {

    /** A method of a recorder that may go wrong. */
    public enum RecorderCall {
        /** {@link Recorder#start()}. */
        START,
        /** {@link Recorder#record}. */
        RECORD,
        /** {@link Recorder#tick}. */
        TICK,
        /** {@link Recorder#close()}. */
        CLOSE
    }

    private final String id;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private volatile Map<RecorderCall, RecorderFault> faults = Map.of();

    /**
     * A provider without a fault: its recorder counts what it gets, and that is all.
     *
     * @param id the recorder's id
     */
    public FaultyProvider(String id) {
        this.id = id;
    }

    /**
     * Lets a call go wrong from now on.
     *
     * @param call the method
     * @param fault what happens at the begin of each call; in the place of the one before, which is released
     * @return this provider
     */
    public synchronized FaultyProvider fault(RecorderCall call, RecorderFault fault) {
        Map<RecorderCall, RecorderFault> changed = new EnumMap<>(RecorderCall.class);
        changed.putAll(faults);
        RecorderFault before = changed.put(call, fault);
        faults = changed;
        if (before != null) {
            before.release();
        }
        return this;
    }

    /** Takes all faults away, and releases what blocks. */
    public synchronized void heal() {
        Map<RecorderCall, RecorderFault> before = faults;
        faults = Map.of();
        before.values().forEach(RecorderFault::release);
    }

    /**
     * How many events the recorder took, those on which it threw not counted.
     *
     * @return a count over all runs with this provider
     */
    public long events() {
        return events.get();
    }

    /**
     * How many of them were requests.
     *
     * @return a count over all runs with this provider
     */
    public long requests() {
        return requests.get();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Recorder create(RecorderContext context) {
        return new Faulty();
    }

    private void happen(RecorderCall call) throws Exception {
        RecorderFault fault = faults.get(call);
        if (fault != null) {
            fault.happen();
        }
    }

    private final class Faulty implements Recorder {

        @Override
        public void start() throws Exception {
            happen(RecorderCall.START);
        }

        @Override
        public void record(TelemetryEvent event) throws Exception {
            happen(RecorderCall.RECORD);
            events.incrementAndGet();
            if (event instanceof RequestEvent) {
                requests.incrementAndGet();
            }
        }

        @Override
        public void tick(long now) throws Exception {
            happen(RecorderCall.TICK);
        }

        @Override
        public void close() throws Exception {
            happen(RecorderCall.CLOSE);
        }
    }
}
