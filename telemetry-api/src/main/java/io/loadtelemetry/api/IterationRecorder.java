package io.loadtelemetry.api;

import org.jspecify.annotations.Nullable;

/**
 * Records the iterations of one scenario. Obtained once from {@link Telemetry#iteration(String)} and kept. Threads,
 * times and cost are those of {@link RequestRecorder}.
 */
public interface IterationRecorder {

    /**
     * Records one iteration.
     *
     * @param start when it started, in nanoseconds since the Unix epoch
     * @param end when it was over, in nanoseconds since the Unix epoch
     */
    void record(long start, long end);

    /**
     * Records one iteration with its trace context.
     *
     * @param trace its context, as {@link IterationTrace#begin()} made it, or null
     * @param start when it started, in nanoseconds since the Unix epoch
     * @param end when it was over, in nanoseconds since the Unix epoch
     */
    default void record(@Nullable TraceContext trace, long start, long end) {
        record(start, end);
    }

    /**
     * Contexts for one virtual user's iterations; get one per virtual user and keep it. Allocates.
     *
     * @return contexts that are used one after the other, by default empty ones
     */
    default IterationTrace trace() {
        return NoTrace.INSTANCE;
    }
}
