package io.loadtelemetry.core;

import io.loadtelemetry.api.RunIdentity;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The header {@code baggage} of the W3C recommendation "Baggage": what it does not allow is percent-encoded. */
final class Baggage {

    /** What a value may be made of beside letters and digits, without those that some servers take amiss. */
    private static final String PLAIN = "-._~!$&'()*+:@/";

    private Baggage() {}

    static String of(RunIdentity run, @Nullable String scenario) {
        StringBuilder text = new StringBuilder();
        append(text, "loadtest.run.id", run.runId());
        append(text.append(','), "loadtest.test_plan", run.testPlan());
        if (scenario != null) {
            append(text.append(','), "loadtest.scenario", scenario);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String key, String value) {
        text.append(key).append('=');
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            if (isPlain(character)) {
                text.append(character);
            } else {
                text.append('%').append(hex(character >> 4)).append(hex(character & 0xf));
            }
        }
    }

    private static boolean isPlain(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || PLAIN.indexOf(character) >= 0;
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }
}
