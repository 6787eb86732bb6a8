package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.spi.ConfigKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The configuration keys, with names relative to {@code telemetry.json.}. */
final class JsonKeys {

    static final ConfigKey<String> PATH = ConfigKey.text(
                    "path",
                    "where the lines go: `-` is the standard output; in a file's path `{run_id}` and `{node}` are replaced")
            .withDefault(PathTemplate.STANDARD_OUTPUT);

    /** The share of single requests that get a line: 0 for none, 1 for all. */
    static final ConfigKey<Double> REQUESTS = ConfigKey.of(
                    "requests",
                    "which requests and iterations get a line each: `none`, `all`, or a ratio such as `0.01`",
                    "none, all, or a ratio above 0 and up to 1 such as 0.01",
                    JsonKeys::share)
            .withDefault("none");

    /** Not read: there is one format so far, and the name is taken for more. */
    static final ConfigKey<String> FORMAT = ConfigKey.choice("format", "the shape of the lines: `loadtest`", "loadtest")
            .withDefault("loadtest");

    /** In bytes, 0 for off. */
    static final ConfigKey<Long> ROTATE_SIZE = orOff(
            ConfigKey.byteSize(
                    "rotate.size", "a file that would grow beyond this size is set aside and a new one begun"),
            0L);

    /** Zero for off. */
    static final ConfigKey<Duration> ROTATE_INTERVAL = orOff(
            ConfigKey.duration("rotate.interval", "a file older than this is set aside and a new one begun"),
            Duration.ZERO);

    /** 0 for off: all are kept. */
    static final ConfigKey<Integer> ROTATE_KEEP = orOff(
            ConfigKey.integer("rotate.keep", "how many files set aside are kept, the oldest go first", 1, 1_000_000),
            0);

    static final ConfigKey<Boolean> ROTATE_GZIP = ConfigKey.flag(
                    "rotate.gzip", "whether files set aside are compressed")
            .withDefault("false");

    static final List<ConfigKey<?>> ALL =
            List.of(PATH, REQUESTS, FORMAT, ROTATE_SIZE, ROTATE_INTERVAL, ROTATE_KEEP, ROTATE_GZIP);

    /** Possessive: a text of many digits is not tried again from each of them. */
    private static final Pattern RATIO = Pattern.compile("(\\d++(\\.\\d++)?|\\.\\d++)(e-?\\d++)?");

    private JsonKeys() {}

    private static double share(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("none")) {
            return 0;
        }
        if (lower.equals("all")) {
            return 1;
        }
        double ratio = RATIO.matcher(lower).matches() ? Double.parseDouble(lower) : 0;
        if (ratio <= 0 || ratio > 1) {
            throw new IllegalArgumentException(text);
        }
        return ratio;
    }

    private static <T> ConfigKey<T> orOff(ConfigKey<T> key, T off) {
        Function<String, T> parser = text -> text.equalsIgnoreCase("off") ? off : key.parse(text);
        return ConfigKey.of(key.name(), key.description(), "off or " + key.allowed(), parser)
                .withDefault("off");
    }
}
