package io.loadtelemetry.api.spi;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times and sizes as people write them. */
final class ConfigValues {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,18})\\s*(ms|s|m|h)");
    private static final Pattern BYTE_SIZE = Pattern.compile("(\\d{1,18})\\s*(|b|kb|mb|gb)");

    private ConfigValues() {}

    static Duration duration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher matcher = DURATION.matcher(lower);
        Duration duration = lower.startsWith("p") ? Duration.parse(text) : number(matcher, text);
        // Beyond this the nanoseconds of a duration no longer fit a long, and nothing of a load test lasts so long.
        if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }

    private static Duration number(Matcher matcher, String text) {
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    static long byteSize(String text) {
        Matcher matcher = BYTE_SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        int shift = switch (matcher.group(2)) {
            case "kb" -> 10;
            case "mb" -> 20;
            case "gb" -> 30;
            default -> 0;
        };
        long size = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
        if (size <= 0) {
            throw new IllegalArgumentException(text);
        }
        return size;
    }
}
