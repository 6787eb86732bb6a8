package io.loadtelemetry.testkit;

/** For throwing what a signature does not allow. */
final class Sneaky {

    private Sneaky() {}

    /** The same as a checked exception or an error of any type: the cast is not checked, and the compiler believes it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> E unchecked(Throwable thrown) {
        return (E) thrown;
    }
}
