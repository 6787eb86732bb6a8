package io.loadtelemetry.fuzz;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a target asks for. Throws an error that no code under test throws or catches. */
public final class Expect {

    private Expect() {}

    public static void that(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    public static void equal(@Nullable Object expected, @Nullable Object actual, String what) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": expected " + expected + ", not " + actual);
        }
    }

    /** A message as it may stand in a log: nothing in it breaks a line, moves a cursor or turns the text around. */
    public static void oneLine(@Nullable String message) {
        that(message != null && !message.isBlank(), "there is no message");
        Objects.requireNonNull(message).codePoints().forEach(point -> {
            int type = Character.getType(point);
            that(
                    type != Character.CONTROL
                            && type != Character.FORMAT
                            && type != Character.SURROGATE
                            && type != Character.LINE_SEPARATOR
                            && type != Character.PARAGRAPH_SEPARATOR,
                    "U+" + Integer.toHexString(point) + " in the message " + message);
        });
        that(message.length() < 4000, "a message of " + message.length() + " characters");
    }
}
