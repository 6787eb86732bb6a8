package io.loadtelemetry.api.spi;

import io.loadtelemetry.api.event.TelemetryEvent;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into an output. Each recorder has a daemon thread of its own, its <i>lane</i>, and <b>all methods of one
 * recorder are called from that one thread</b>, so it needs no locks of its own.
 *
 * <p>What a recorder may rely on:
 *
 * <ul>
 *   <li>{@link #start()} comes first, {@link #close()} last, each once; every event is handed over at most once.
 *   <li>The events of one publishing thread come in their order. A {@link io.loadtelemetry.api.event.RunEvent} comes
 *       after every request published before it. {@link io.loadtelemetry.api.event.TestStop} comes last, after the final
 *       statistics.
 *   <li>Whatever it throws is caught, counted as dropped with the reason {@code recorder_error}, and told in one
 *       throttled warning. After many failures in a row it is left alone for a while ({@code suspended}).
 *   <li>While it is slow, events wait in the ring; when it is too slow the ring moves past it ({@code overrun}). Neither
 *       the load nor other recorders notice.
 * </ul>
 *
 * <p>What it must, should and may do:
 *
 * <ul>
 *   <li>It <b>must not</b> keep a {@link io.loadtelemetry.api.event.RequestEvent} or
 *       {@link io.loadtelemetry.api.event.IterationEvent} beyond the call; they are views that are reused.
 *   <li>It <b>must not</b> call {@code System.exit}, nor leave a non-daemon thread behind.
 *   <li>It <b>must</b> bound what it holds in memory, whatever names and attributes the events carry.
 *   <li>It <b>must</b> report what it took and lost later by {@link RecorderContext#dropped}.
 *   <li>It <b>must not</b> put a credential into any output, exception message or {@code toString()}.
 *   <li>It <b>should</b> return from {@link #record} within microseconds, and write in {@link #tick}.
 *   <li>It <b>should</b> restore the interrupt flag where it catches {@link InterruptedException}.
 *   <li>It <b>may</b> have threads of its own, and publish events of its own through {@link RecorderContext#publish}.
 * </ul>
 *
 * <p>{@code RecorderContract} in telemetry-testkit holds a recorder to this; extend it in a test.
 */
@FunctionalInterface
public interface Recorder {

    /**
     * Whether single requests and iterations are wanted. Asked once, before {@link #start()}. A recorder that only needs
     * statistics answers false and costs next to nothing.
     *
     * @return by default true
     */
    default boolean wantsRequests() {
        return true;
    }

    /**
     * What makes the trace contexts of this run, where this recorder exports spans. Asked once, before {@link #start()};
     * of several recorders the first one's is used.
     *
     * @return by default null
     */
    default @Nullable Tracing tracing() {
        return null;
    }

    /**
     * Gets ready. Slow set-up belongs here, because the load does not wait for it. If it throws, the recorder gets no
     * events, and all are counted as dropped.
     *
     * @throws Exception if the recorder cannot work
     */
    default void start() throws Exception {}

    /**
     * Takes one event.
     *
     * @param event what happened; a request or an iteration is valid only during this call
     * @throws Exception if the event is lost
     */
    void record(TelemetryEvent event) throws Exception;

    /**
     * Has its time: called after every batch of events and, while there are none, about ten times a second. The place
     * to write out what was gathered.
     *
     * @param now the time of the run, nanoseconds since the Unix epoch
     * @throws Exception if something was lost; what, is told by {@link RecorderContext#dropped}
     */
    default void tick(long now) throws Exception {}

    /**
     * Writes out what was gathered and lets go of everything. Called once, after the last event. What was still lost is
     * told by {@link RecorderContext#dropped} before it returns.
     *
     * @throws Exception if that failed
     */
    default void close() throws Exception {}
}
