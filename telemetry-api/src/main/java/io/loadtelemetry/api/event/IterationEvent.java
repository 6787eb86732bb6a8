package io.loadtelemetry.api.event;

import io.loadtelemetry.api.TraceContext;
import org.jspecify.annotations.Nullable;

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

    /**
     * The trace context the load tool gave it. Like this event a view, reused for the next one.
     *
     * @return the ids of its span, or null where it has none
     */
    default @Nullable TraceContext trace() {
        return null;
    }

    @Override
    default long time() {
        return end();
    }
}
