package io.loadtelemetry.benchmarks.publish;

/** Something that takes requests from load threads. */
@FunctionalInterface
interface Subject extends AutoCloseable {

    /** What {@link #taken()} gives where there is no consumer. */
    long UNKNOWN = -1;

    /**
     * Takes a request, on a load thread.
     *
     * @param start nanoseconds
     * @param end nanoseconds
     */
    void publish(long start, long end);

    /** How many requests arrived where they were to go. */
    default long taken() {
        return UNKNOWN;
    }

    /** How many requests there was no room for. */
    default long refused() {
        return 0;
    }

    @Override
    default void close() throws Exception {}
}
