package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RunEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where each kind of event is recorded. Not thread-safe: it belongs to the lane.
 *
 * @param requests takes requests; allocates nothing once a series is known
 * @param iterations takes iterations
 * @param measurements takes measurements
 * @param events takes what happens beside the requests
 */
record Instruments(
        Consumer<RequestEvent> requests,
        Consumer<IterationEvent> iterations,
        Measuring measurements,
        Consumer<RunEvent> events) {

    /** Takes a measurement; gives null, or why it cannot be exported. */
    interface Measuring {
        @Nullable
        String record(MetricEvent event);
    }
}
