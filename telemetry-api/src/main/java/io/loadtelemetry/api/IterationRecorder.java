package io.loadtelemetry.api;

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
}
