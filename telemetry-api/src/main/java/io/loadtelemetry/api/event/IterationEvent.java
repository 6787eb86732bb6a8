package io.loadtelemetry.api.event;

/**
 * One iteration: one pass of a virtual user through its scenario. A view that is valid only during the call that hands
 * it over, like {@link RequestEvent}.
 */
public non-sealed interface IterationEvent extends TelemetryEvent {

    /**
     * The scenario.
     *
     * @return its name
     */
    String scenario();

    /**
     * A dense index of the scenario within this run, from 0.
     *
     * @return less than {@code telemetry.requests.max} + 1
     */
    int scenarioIndex();

    /**
     * When it started.
     *
     * @return nanoseconds since the Unix epoch
     */
    long start();

    /**
     * When it was over.
     *
     * @return nanoseconds since the Unix epoch, not before {@link #start()}
     */
    long end();

    /**
     * How long it took.
     *
     * @return nanoseconds, not negative
     */
    default long duration() {
        return end() - start();
    }

    @Override
    default long time() {
        return end();
    }
}
