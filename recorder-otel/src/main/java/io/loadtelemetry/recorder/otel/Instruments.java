package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RunEvent;
import io.opentelemetry.api.trace.SpanContext;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where each kind of event is recorded. Not thread-safe: it belongs to the lane.
 *
 * @param requests takes requests; allocates nothing once a series is known
 * @param iterations takes iterations
 * @param measurements takes measurements
 * @param events takes what happens beside the requests
 * @param requestExemplar gives what puts a request's span on its metric points
 * @param iterationExemplar gives what puts an iteration's span on its metric points
 */
record Instruments(
        Consumer<RequestEvent> requests,
        Consumer<IterationEvent> iterations,
        Measuring measurements,
        Consumer<RunEvent> events,
        BiFunction<RequestEvent, SpanContext, Runnable> requestExemplar,
        BiFunction<IterationEvent, SpanContext, Runnable> iterationExemplar) {

    /** Takes a measurement; gives null, or why it cannot be exported. */
    interface Measuring {
        @Nullable
        String record(MetricEvent event);
    }
}
