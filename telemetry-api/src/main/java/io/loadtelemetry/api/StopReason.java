package io.loadtelemetry.api;

/** Why a run ended; the field {@code reason} of the event {@code test.stop}. */
public enum StopReason {
    /** The test came to its planned end. */
    COMPLETED("completed"),
    /** The test was ended from outside: a signal, {@code System.exit}, a user's key. */
    INTERRUPTED("interrupted"),
    /** The test could not go on. */
    FAILED("failed");

    private final String wireName;

    StopReason(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The name used in every output.
     *
     * @return the name in lower case
     */
    public String wireName() {
        return wireName;
    }
}
