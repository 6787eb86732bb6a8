package io.loadtelemetry.api;

/**
 * The trace contexts of one virtual user's iterations, one after the other: obtained once from
 * {@link IterationRecorder#trace()} and used again for every iteration. The span of an iteration is the parent of the spans
 * of its requests. Not thread-safe.
 *
 * <pre>{@code
 * IterationTrace iteration = checkout.trace();                   // once per virtual user
 * RequestTrace request = iteration.request();
 * iteration.begin();
 * long start = telemetry.now();
 * // … requests, each with request.begin() …
 * checkout.record(iteration, start, telemetry.now());
 * }</pre>
 */
public interface IterationTrace extends TraceContext {

    /**
     * Makes the ids of the next iteration and decides whether it and its requests are exported. Allocates nothing, waits
     * for nothing, never throws.
     */
    void begin();

    /**
     * Contexts for requests of these iterations.
     *
     * @return one that is used for one request after the other
     */
    RequestTrace request();
}
