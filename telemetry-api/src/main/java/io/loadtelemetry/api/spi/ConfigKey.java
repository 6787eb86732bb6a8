package io.loadtelemetry.api.spi;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A configuration key: its name, its type, its default and what it is for. Immutable. A recorder keeps its keys as
 * constants, returns them from {@link RecorderProvider#keys()} and reads them through {@link RecorderConfig}:
 *
 * <pre>{@code
 * static final ConfigKey<Duration> INTERVAL =
 *         ConfigKey.duration("interval", "how often the system is sampled").withDefault("2s");
 * }</pre>
 *
 * @param <T> the type of its value
 */
public final class ConfigKey<T> {

    private final String name;
    private final String description;
    private final String allowed;
    private final Function<String, T> parser;
    private final @Nullable String defaultText;
    private final @Nullable T defaultValue;
    private final boolean secret;

    private ConfigKey(
            String name,
            String description,
            String allowed,
            Function<String, T> parser,
            @Nullable String defaultText,
            @Nullable T defaultValue,
            boolean secret) {
        this.name = name;
        this.description = description;
        this.allowed = allowed;
        this.parser = parser;
        this.defaultText = defaultText;
        this.defaultValue = defaultValue;
        this.secret = secret;
    }

    /**
     * A key of any type.
     *
     * @param name relative to {@code telemetry.<id>.}
     * @param description what it is for, for the table of keys
     * @param allowed what is allowed, for the error message
     * @param parser gives the value; throws any {@link RuntimeException} for a bad text
     * @param <T> the type of the value
     * @return a key without a default
     */
    public static <T> ConfigKey<T> of(String name, String description, String allowed, Function<String, T> parser) {
        return new ConfigKey<>(name, description, allowed, parser, null, null, false);
    }

    /**
     * A key whose value is a text.
     *
     * @param name relative to {@code telemetry.<id>.}
     * @param description what it is for
     * @return a key without a default
     */
    public static ConfigKey<String> text(String name, String description) {
        return of(name, description, "a text that is not empty", text -> {
            require(!text.isBlank());
            return text;
        });
    }

    /**
     * A key whose value is {@code true} or {@code false}; {@code on} and {@code off} mean the same.
     *
     * @param name relative to {@code telemetry.<id>.}
     * @param description what it is for
     * @return a key without a default
     */
    public static ConfigKey<Boolean> flag(String name, String description) {
        return of(name, description, "true or false, on or off", text -> {
            String lower = text.toLowerCase(Locale.ROOT);
            require(List.of("true", "false", "on", "off").contains(lower));
            return lower.equals("true") || lower.equals("on");
        });
    }

    /**
     * A key whose value is a whole number.
     *
     * @param name relative to {@code telemetry.<id>.}
     * @param description what it is for
     * @param min the least allowed
     * @param max the most allowed
     * @return a key without a default
     */
    public static ConfigKey<Integer> integer(String name, String description, int min, int max) {
        return of(name, description, "a whole number from " + min + " to " + max, text -> {
            int value = Integer.parseInt(text);
            require(value >= min && value <= max);
            return value;
        });
    }

    /**
     * A key whose value is a decimal number.
     *
     * @param name relative to {@code telemetry.<id>.}
     * @param description what it is for
     * @param min the least allowed
     * @param max the most allowed
     * @return a key without a default
     */
    public static ConfigKey<Double> decimal(String name, String description, double min, double max) {
        return of(name, description, "a number from " + min + " to " + max, text -> {
            double value = Double.parseDouble(text);
            require(value >= min && value <= max);
            return value;
        });
    }

    /**
     * A key whose value is one of some words.
     *
     * @param name relative to {@code telemetry.<id>.}
     * @param description what it is for
     * @param words the allowed values
     * @return a key without a default
     */
    public static ConfigKey<String> choice(String name, String description, String... words) {
        List<String> allowed = List.of(words);
        return of(name, description, String.join(" or ", allowed), text -> {
            String lower = text.toLowerCase(Locale.ROOT);
            require(allowed.contains(lower));
            return lower;
        });
    }

    /**
     * A key whose value is a list of words, separated by commas.
     *
     * @param name relative to {@code telemetry.<id>.}
     * @param description what it is for
     * @return a key without a default
     */
    public static ConfigKey<List<String>> list(String name, String description) {
        return of(name, description, "words separated by commas", text -> {
            List<String> words =
                    Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableList());
            require(words.stream().noneMatch(String::isEmpty));
            return words;
        });
    }

    /**
     * A key whose value is a time that is longer than 0: {@code 500ms}, {@code 2s}, {@code 1m}, {@code 1h}, or ISO 8601
     * such as {@code PT2S}.
     *
     * @param name relative to {@code telemetry.<id>.}
     * @param description what it is for
     * @return a key without a default
     */
    public static ConfigKey<Duration> duration(String name, String description) {
        return of(
                name,
                description,
                "a time above 0 such as 500ms, 2s, 1m, 1h or PT2S (ISO 8601)",
                ConfigValues::duration);
    }

    /**
     * A key whose value is a size in bytes: {@code 1048576}, {@code 64kB}, {@code 100MB}, {@code 1GB}, in powers of 1024.
     *
     * @param name relative to {@code telemetry.<id>.}
     * @param description what it is for
     * @return a key without a default
     */
    public static ConfigKey<Long> byteSize(String name, String description) {
        return of(
                name,
                description,
                "a size above 0 such as 1048576, 64kB, 100MB or 1GB (powers of 1024)",
                ConfigValues::byteSize);
    }

    /**
     * This key with a default.
     *
     * @param text the default, as a user would write it
     * @return a copy
     */
    public ConfigKey<T> withDefault(String text) {
        return new ConfigKey<>(name, description, allowed, parser, text, parser.apply(text), secret);
    }

    /**
     * This key with a default that is only described, because it comes from elsewhere.
     *
     * @param text what the table of keys says
     * @return a copy, still without a value of its own
     */
    public ConfigKey<T> withDescribedDefault(String text) {
        return new ConfigKey<>(name, description, allowed, parser, text, null, secret);
    }

    /**
     * This key for a value that no message may quote, a token say.
     *
     * @return a copy
     */
    public ConfigKey<T> asSecret() {
        return new ConfigKey<>(name, description, allowed, parser, defaultText, defaultValue, true);
    }

    /**
     * Whether no message may quote its value.
     *
     * @return true for a token, a password
     */
    public boolean isSecret() {
        return secret;
    }

    /**
     * The name.
     *
     * @return relative to {@code telemetry.<id>.}
     */
    public String name() {
        return name;
    }

    /**
     * What it is for.
     *
     * @return one line for the table of keys
     */
    public String description() {
        return description;
    }

    /**
     * What is allowed.
     *
     * @return a phrase for the error message
     */
    public String allowed() {
        return allowed;
    }

    /**
     * The default as text.
     *
     * @return what the table of keys says, empty where there is none
     */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    /**
     * The default.
     *
     * @return the value, empty where there is none
     */
    public Optional<T> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /**
     * Reads a value.
     *
     * @param text as the user wrote it; white space around it is ignored
     * @return the value
     * @throws IllegalArgumentException if it is not allowed; the message says what is
     */
    public T parse(String text) {
        try {
            return parser.apply(text.strip());
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("allowed is " + allowed, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }
}
