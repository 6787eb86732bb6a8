package io.loadtelemetry.api;

import java.util.Map;

/**
 * One run of a load test, as its load tool reports it.
 *
 * <p>All methods may be called from any thread, virtual ones included. None of them throws because of what a recorder
 * does, and none waits for one, except {@link #close()}, which is bounded. After {@code close()} every call is a counted
 * no-op.
 *
 * <p>Without telemetry-core on the classpath every call is a no-op and one line of {@link System.Logger} says so: a load
 * tool can ship with telemetry-api alone.
 */
public interface Telemetry extends AutoCloseable {

    /**
     * Begins the configuration of a run whose test plan is named by the configuration key {@code telemetry.test.plan}.
     *
     * @return a builder
     */
    static TelemetryBuilder builder() {
        return new TelemetryBuilder();
    }

    /**
     * Begins the configuration of a run.
     *
     * @param testPlan the name of the test, the same in every run of it; not empty
     * @return a builder
     */
    static TelemetryBuilder builder(String testPlan) {
        return new TelemetryBuilder().testPlan(testPlan);
    }

    /**
     * The time of this run: nanoseconds since 1970-01-01T00:00Z by a clock that is anchored once at the start and is
     * monotonic from there, so that a step of the system's clock moves no event. Does not allocate.
     *
     * @return nanoseconds since the Unix epoch
     */
    long now();

    /**
     * Resolves an endpoint by method and name; the short form of {@link #request(Endpoint)}.
     *
     * @param method for instance {@code GET}
     * @param name a name of low cardinality, for instance {@code /cart/{id}}
     * @return the recorder of that endpoint's requests
     */
    default RequestRecorder request(String method, String name) {
        return request(Endpoint.of(method, name));
    }

    /**
     * Resolves an endpoint. Do this once and keep the result: it looks up a map and may allocate, recording does
     * neither. Resolving the same endpoint again counts into the same entry. The number of distinct endpoints is bounded ({@code
     * telemetry.requests.max}); requests of the ones beyond it are counted under one overflow entry,
     * {@link Endpoint#OVERFLOW}.
     *
     * @param endpoint what the requests are counted under
     * @return the recorder of that endpoint's requests
     */
    RequestRecorder request(Endpoint endpoint);

    /**
     * Resolves the recorder of a scenario's iterations: one iteration is one pass of a virtual user through the
     * scenario. Bounded like endpoints are.
     *
     * @param scenario the name of the scenario
     * @return the recorder of that scenario's iterations
     */
    IterationRecorder iteration(String scenario);

    /**
     * Trace contexts for one virtual user's requests; get one per virtual user and keep it. Allocates. Where no recorder
     * exports spans the contexts are empty and there is nothing to send.
     *
     * @return contexts that are used for one request after the other
     */
    default RequestTrace trace() {
        return NoTrace.INSTANCE;
    }

    /**
     * Reports how many virtual users there are now.
     *
     * @param count all virtual users
     */
    void users(long count);

    /**
     * Reports how many virtual users of one scenario there are now. The total is the sum over the scenarios last
     * reported.
     *
     * @param scenario the name of the scenario
     * @param count the virtual users of that scenario
     */
    void users(String scenario, long count);

    /**
     * Reports how many virtual users there shall be.
     *
     * @param count the target
     */
    void targetUsers(long count);

    /**
     * Reports that the ramp-up is over: the event {@code spawning.complete}.
     *
     * @param users the virtual users there are
     */
    void spawningComplete(long users);

    /**
     * Reports something that happened beside the load, such as a deployment or an injected fault: an annotation.
     *
     * @param name the name of the event, of low cardinality
     * @param attributes details; values are kept as {@link String}, {@link Boolean}, {@link Long} or {@link Double}, and
     *     anything else by its {@code toString()}
     */
    void event(String name, Map<String, ?> attributes);

    /**
     * Reports something that happened beside the load.
     *
     * @param name the name of the event, of low cardinality
     */
    default void event(String name) {
        event(name, Map.of());
    }

    /**
     * The identity of this run.
     *
     * @return what every output of this run carries
     */
    RunIdentity run();

    /**
     * Counts a snapshot of a worker into the statistics of this run, once; see {@link TelemetryBuilder#snapshots}. Snapshots
     * may come in any order, and more than once. Thread-safe; never throws because of what the bytes say.
     *
     * @param snapshot the bytes that the worker's carrier was given
     * @return what became of it
     */
    default MergeResult merge(byte[] snapshot) {
        return MergeResult.refused("this node is not a master: it merges no snapshots");
    }

    /**
     * What a worker process of this run has to find in its environment: {@code TELEMETRY_RUN}, and, where this master listens
     * on a channel, how to reach it. Holds the channel's secret: give it to worker processes only.
     *
     * @return values by the names of environment variables; empty where this node is not a master
     */
    default Map<String, String> workerEnvironment() {
        return Map.of();
    }

    /**
     * What became of the published events, for every recorder. May be called at any time, also after
     * {@link #close()}, when nothing is pending any more.
     *
     * @return the accounting at this moment
     */
    Accounting accounting();

    /**
     * Ends the run for the given reason: no more events are taken, the final statistics and {@code test.stop} are
     * delivered after everything published before, and all recorders are flushed and closed. Idempotent: the first call
     * decides the reason, later ones wait for the first one's end. Bounded by {@code telemetry.close.timeout}. A thread
     * of a recorder may call it and does not wait.
     *
     * @param reason why the run ends
     */
    void stop(StopReason reason);

    /** Ends the run with {@link StopReason#COMPLETED}; see {@link #stop(StopReason)}. */
    @Override
    default void close() {
        stop(StopReason.COMPLETED);
    }
}
