package io.loadtelemetry.api.event;

/**
 * Something that happened in a load test. The set is closed, so that a recorder can handle all of it:
 *
 * <ul>
 *   <li>{@link RequestEvent} and {@link IterationEvent}: one per request and iteration, as many as the load makes, seen
 *       through a view that is reused for the next one;
 *   <li>{@link RunEvent}: lifecycle, warnings, annotations; rare and immutable;
 *   <li>{@link MetricEvent}: a measurement of the system or of the users; a few a second, immutable;
 *   <li>{@link RequestStats}: statistics of the requests, every interval and at the end, immutable.
 * </ul>
 */
public sealed interface TelemetryEvent permits RequestEvent, IterationEvent, RunEvent, MetricEvent, RequestStats {

    /**
     * When it happened; of a request or an iteration its end.
     *
     * @return nanoseconds since the Unix epoch, by the monotonic clock of the run
     */
    long time();
}
