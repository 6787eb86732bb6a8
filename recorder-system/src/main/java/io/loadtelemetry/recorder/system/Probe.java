package io.loadtelemetry.recorder.system;

/** Reads one part of the system. Used by the sampling thread only. */
@FunctionalInterface
interface Probe {

    /**
     * Reads and publishes. What is a difference between two readings comes from the second reading on.
     *
     * @throws Exception if that part could not be read this time
     */
    void read(Output output) throws Exception;
}
