package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which requests become spans.
 *
 * @param ratio the share of all
 * @param keepFailed whether failed ones do that the ratio leaves out
 * @param keepSlow whether slow ones do that the ratio leaves out
 * @param slowNanos what is slow, or -1 for what is above the running 99th percentile
 * @param ratePerSecond the most in a second
 */
record TraceSettings(double ratio, boolean keepFailed, boolean keepSlow, long slowNanos, int ratePerSecond) {

    private static final String FAILED = "failed";
    private static final String SLOW = "slow";
    private static final String P99 = "p99";
    private static final long RUNNING = -1;

    static final ConfigKey<Double> RATIO = ConfigKey.decimal(
                    "trace.ratio",
                    "the share of requests, or iterations, exported as spans; `0` for no traces at all",
                    0,
                    1)
            .withDefault("0.01");
    static final ConfigKey<Set<String>> KEEP = ConfigKey.of(
                    "trace.keep",
                    "which requests are exported as spans beyond that share: `failed`, `slow`, both, or `none`",
                    "failed, slow, failed,slow or none",
                    TraceSettings::words)
            .withDescribedDefault("failed,slow, but none with a ratio of 0");
    static final ConfigKey<Optional<Duration>> SLOW_ABOVE = ConfigKey.of(
                    "trace.slow",
                    "what is slow: longer than a time, or than the running 99th percentile of its endpoint, `p99`",
                    "p99, or a time above 0 such as 500ms or 2s",
                    TraceSettings::threshold)
            .withDefault(P99);
    static final ConfigKey<Integer> RATE_MAX = ConfigKey.integer(
                    "trace.rate.max", "the most spans in a second; what is beyond is counted, not exported", 1, 100_000)
            .withDefault("200");

    static final List<ConfigKey<?>> KEYS = List.of(RATIO, KEEP, SLOW_ABOVE, RATE_MAX);

    static TraceSettings read(RecorderConfig config) {
        double ratio = config.get(RATIO);
        // Who says 0 and no more wants none of it: no headers either.
        Set<String> kept = config.find(KEEP).orElse(ratio > 0 ? Set.of(FAILED, SLOW) : Set.of());
        return new TraceSettings(
                ratio,
                kept.contains(FAILED),
                kept.contains(SLOW),
                config.get(SLOW_ABOVE).map(Duration::toNanos).orElse(RUNNING),
                config.get(RATE_MAX));
    }

    /** Whether there are spans at all. */
    boolean on() {
        return ratio > 0 || keepFailed || keepSlow;
    }

    private static Set<String> words(String text) {
        if (text.equals("none")) {
            return Set.of();
        }
        Set<String> words = new TreeSet<>();
        Arrays.stream(text.split(",", -1)).map(String::strip).forEach(words::add);
        if (!Set.of(FAILED, SLOW).containsAll(words)) {
            throw new IllegalArgumentException(text);
        }
        return words;
    }

    private static Optional<Duration> threshold(String text) {
        return text.equals(P99)
                ? Optional.empty()
                : Optional.of(ConfigKey.duration("trace.slow", "").parse(text));
    }
}
