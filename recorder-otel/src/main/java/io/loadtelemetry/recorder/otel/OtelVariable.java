package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standard variable that is set, and how its text is read. The value may be a secret: it has no place in a message. */
final class OtelVariable {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,15})\\s*(|ms|s|m|h|d)");

    private final String source;
    private final String text;

    OtelVariable(String source, String text) {
        this.source = source;
        this.text = text;
    }

    String source() {
        return source;
    }

    String text() {
        return text;
    }

    /** One of some words in any case. */
    String choice(String... words) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!List.of(words).contains(lower)) {
            throw notAllowed(String.join(" or ", words));
        }
        return lower;
    }

    /** Milliseconds, as the specification says, or with a unit, as the Java SDK allows. */
    Duration duration(String allowed) {
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw notAllowed(allowed);
        }
        long amount = Long.parseLong(matcher.group(1));
        long millis = switch (matcher.group(2)) {
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 1;
        };
        if (amount > Duration.ofDays(366).toMillis() / millis) {
            throw notAllowed(allowed);
        }
        return Duration.ofMillis(amount * millis);
    }

    /** The list {@code name=value,name=value}; values are percent-encoded. */
    Map<String, String> pairs(String example) {
        Map<String, String> pairs = new LinkedHashMap<>();
        int number = 0;
        for (String entry : text.split(",", -1)) {
            number++;
            int equals = entry.indexOf('=');
            String name = equals < 0 ? "" : entry.substring(0, equals).strip();
            if (entry.isBlank()) {
                continue;
            }
            if (name.isEmpty()) {
                throw wrong("entry " + number + " is not name=value", example);
            }
            try {
                pairs.put(
                        name, PercentDecoding.decode(entry.substring(equals + 1).strip()));
            } catch (IllegalArgumentException e) {
                throw wrong("the value of " + OneLine.of(name) + " is not percent-encoded UTF-8", example);
            }
        }
        return pairs;
    }

    /** The content of a file. */
    byte[] file() {
        try {
            return Files.readAllBytes(Path.of(text));
        } catch (IOException | InvalidPathException e) {
            throw new ConfigurationException(
                    source + "=" + OneLine.of(text) + ": cannot be read ("
                            + e.getClass().getSimpleName() + "); allowed is the path of a file in PEM format",
                    e);
        }
    }

    ConfigurationException notAllowed(String allowed) {
        return new ConfigurationException(source + "=" + OneLine.of(text) + ": allowed is " + allowed);
    }

    /** For values that may carry a credential. */
    ConfigurationException wrong(String what, String allowed) {
        return new ConfigurationException(
                source + ": " + what + "; allowed is " + allowed + " (the value is not shown, it may be a secret)");
    }

    @Override
    public String toString() {
        return source;
    }
}
