package io.loadtelemetry.core;

import io.loadtelemetry.fuzz.Expect;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What README says a value may be, once more on its own: by key where it is narrow, else by type. */
final class ValueRange {

    private ValueRange() {}

    static void check(String key, Object value) {
        boolean allowed = switch (key) {
            case "stats.precision" -> between((Integer) value, 1, 5);
            case "ring.capacity" -> between((Integer) value, 2, 1 << 24) && Integer.bitCount((Integer) value) == 1;
            case "ring.full" -> List.of("drop", "block").contains(value);
            case "requests.max" -> between((Integer) value, 1, 1_000_000);
            case "json.requests", "otel.trace.ratio" -> (Double) value >= 0 && (Double) value <= 1;
            case "json.format" -> value.equals("loadtest");
            case "json.rotate.keep" -> between((Integer) value, 0, 1_000_000);
            case "json.rotate.size" -> (Long) value >= 0;
            case "json.rotate.interval" -> value.equals(Duration.ZERO) || sensible((Duration) value);
            case "otel.histogram" -> List.of("exponential", "explicit").contains(value);
            case "otel.trace.keep" -> List.of("failed", "slow").containsAll((Collection<?>) value);
            case "otel.trace.slow" ->
                ((Optional<?>) value).map(time -> sensible((Duration) time)).orElse(true);
            case "otel.trace.rate.max" -> between((Integer) value, 1, 100_000);
            case "otel.naming" -> List.of("loadtest", "locust").contains(value);
            case "otel.histogram.bounds" -> ascending((List<?>) value);
            case "system.cpu.warning" -> (Double) value > 0 && (Double) value <= 1;
            default -> byType(value);
        };
        Expect.that(allowed, key + " became " + value);
    }

    private static boolean byType(Object value) {
        if (value instanceof Duration duration) {
            return sensible(duration);
        }
        if (value instanceof List<?> words) {
            return !words.isEmpty() && words.stream().allMatch(word -> word instanceof String text && !text.isEmpty());
        }
        return value instanceof Boolean || (value instanceof String text && !text.isBlank());
    }

    private static boolean sensible(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(Duration.ofDays(366)) <= 0;
    }

    private static boolean ascending(List<?> bounds) {
        double last = 0;
        for (Object bound : bounds) {
            if (!(bound instanceof Double number) || !(number > last) || Double.isInfinite(number)) {
                return false;
            }
            last = number;
        }
        return !bounds.isEmpty();
    }

    private static boolean between(int value, int min, int max) {
        return value >= min && value <= max;
    }
}
