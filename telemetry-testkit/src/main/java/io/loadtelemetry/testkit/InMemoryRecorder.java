package io.loadtelemetry.testkit;

import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keeps copies of the events of a run, so that the test of a load tool can look at what it published. Bounded: beyond its
 * capacity the oldest events are let go and reported as dropped with the reason {@value #FORGOTTEN}. Reads are
 * thread-safe and may happen during the run.
 *
 * <pre>{@code
 * InMemoryProvider memory = new InMemoryProvider();
 * try (Telemetry telemetry = Telemetry.builder("test").recorder(memory).set("telemetry.recorders", "memory").start()) {
 *     … what is to be tested …
 * }
 * assertThat(memory.recorder().events(RequestEvent.class)).hasSize(3);
 * }</pre>
 */
public final class InMemoryRecorder implements Recorder {

    /** The reason under which events beyond the capacity are counted. */
    public static final String FORGOTTEN = "forgotten";

    private final RecorderContext context;
    private final int capacity;
    private final Deque<TelemetryEvent> events = new ArrayDeque<>();
    private boolean closed;

    InMemoryRecorder(RecorderContext context, int capacity) {
        this.context = context;
        this.capacity = capacity;
    }

    @Override
    public void record(TelemetryEvent event) {
        boolean full = add(copy(event));
        if (full) {
            context.dropped(FORGOTTEN, 1);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /**
     * All events.
     *
     * @return copies in the order in which they were recorded
     */
    public synchronized List<TelemetryEvent> events() {
        return List.copyOf(events);
    }

    /**
     * The events of one type.
     *
     * @param type an event type such as {@link RequestEvent} or {@link io.loadtelemetry.api.event.TestStop}
     * @param <T> the event type
     * @return copies in the order in which they were recorded
     */
    public synchronized <T extends TelemetryEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * Whether the run is over for this recorder.
     *
     * @return whether {@link #close()} was called
     */
    public synchronized boolean closed() {
        return closed;
    }

    /**
     * Waits for an event.
     *
     * @param type an event type
     * @param condition what it must be like
     * @param timeout how long
     * @param <T> the event type
     * @return the first such event
     * @throws AssertionError if there was none in time, or the recorder was closed without one
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized <T extends TelemetryEvent> T await(
            Class<T> type, Predicate<? super T> condition, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            for (T event : events(type)) {
                if (condition.test(event)) {
                    return event;
                }
            }
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (closed || millis <= 0) {
                throw new AssertionError("no such " + type.getSimpleName() + (closed ? "" : " within " + timeout)
                        + " among " + events.size() + " events");
            }
            wait(millis);
        }
    }

    private synchronized boolean add(TelemetryEvent event) {
        events.add(event);
        notifyAll();
        boolean full = events.size() > capacity;
        if (full) {
            events.remove();
        }
        return full;
    }

    private static TelemetryEvent copy(TelemetryEvent event) {
        if (event instanceof RequestEvent request) {
            return request.copy();
        }
        return event instanceof IterationEvent iteration ? IterationSample.of(iteration) : event;
    }
}
