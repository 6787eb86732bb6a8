package io.loadtelemetry.testkit;

import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.event.IterationEvent;
import org.jspecify.annotations.Nullable;

/**
 * An iteration made up for a test, or the copy of one. Immutable, so it may be kept, unlike the views a recorder gets.
 *
 * @param scenario the name of the scenario
 * @param scenarioIndex the index of the scenario, from 0 and dense
 * @param start when it started, nanoseconds since the Unix epoch
 * @param end when it was over, nanoseconds since the Unix epoch
 * @param trace the ids of its span, or null where it has none; one that does not change: {@link TraceContext#of}
 */
public record IterationSample(
        String scenario,
        int scenarioIndex,
        long start,
        long end,
        @Nullable TraceContext trace) implements IterationEvent {

    /**
     * An iteration without a trace context.
     *
     * @param scenario the name of the scenario
     * @param scenarioIndex the index of the scenario, from 0 and dense
     * @param start when it started, nanoseconds since the Unix epoch
     * @param end when it was over, nanoseconds since the Unix epoch
     */
    public IterationSample(String scenario, int scenarioIndex, long start, long end) {
        this(scenario, scenarioIndex, start, end, null);
    }

    static IterationSample of(IterationEvent event) {
        TraceContext view = event.trace();
        TraceContext kept = view == null
                ? null
                : TraceContext.of(
                        view.traceIdHigh(), view.traceIdLow(), view.spanId(), view.parentSpanId(), view.sampled());
        return new IterationSample(event.scenario(), event.scenarioIndex(), event.start(), event.end(), kept);
    }
}
