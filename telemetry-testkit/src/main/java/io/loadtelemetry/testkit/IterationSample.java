package io.loadtelemetry.testkit;

import io.loadtelemetry.api.event.IterationEvent;

/**
 * An iteration made up for a test, or the copy of one. Immutable, so it may be kept, unlike the views a recorder gets.
 *
 * @param scenario the name of the scenario
 * @param scenarioIndex the index of the scenario, from 0 and dense
 * @param start when it started, nanoseconds since the Unix epoch
 * @param end when it was over, nanoseconds since the Unix epoch
 */
public record IterationSample(String scenario, int scenarioIndex, long start, long end) implements IterationEvent {

    static IterationSample of(IterationEvent event) {
        return new IterationSample(event.scenario(), event.scenarioIndex(), event.start(), event.end());
    }
}
