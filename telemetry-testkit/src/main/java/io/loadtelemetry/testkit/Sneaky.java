package io.loadtelemetry.testkit;

/** Throws what a signature does not allow. */
final class Sneaky {

    private Sneaky() {}

    /** Throws it as it is: the cast is not there at run time, and the compiler takes it for an unchecked exception. */
    @SuppressWarnings({"unchecked", "DoNotCallSuggester"})
    static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
