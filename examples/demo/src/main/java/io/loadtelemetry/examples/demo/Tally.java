package io.loadtelemetry.examples.demo;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How often each endpoint had each outcome, as one of the parties counted it. Not thread-safe. */
final class Tally {

    /** Everything below status 400. */
    static final String OK = "ok";

    /** No status ever came: the request may or may not have reached the target. */
    static final String NO_ANSWER = "no answer";

    private final Map<String, Map<String, Long>> counts = new TreeMap<>();

    void add(String endpoint, String outcome, long count) {
        if (count != 0) {
            counts.computeIfAbsent(endpoint, name -> new TreeMap<>()).merge(outcome, count, Long::sum);
        }
    }

    /** Adds failures by error type, and the rest of the requests as successes. */
    void add(String endpoint, long requests, long failures, Map<String, Long> errors) {
        add(endpoint, OK, requests - failures);
        errors.forEach((errorType, count) -> add(endpoint, ofErrorType(errorType), count));
    }

    static String ofStatus(int status) {
        return status < 400 ? OK : String.valueOf(status);
    }

    static String ofErrorType(@Nullable String errorType) {
        if (errorType == null || errorType.isEmpty()) {
            return OK;
        }
        return errorType.matches("[45]\\d\\d") ? errorType : NO_ANSWER;
    }

    Map<String, Map<String, Long>> counts() {
        return counts;
    }

    long of(String endpoint, String outcome) {
        return counts.getOrDefault(endpoint, Map.of()).getOrDefault(outcome, 0L);
    }

    long total() {
        return counts.values().stream()
                .flatMap(outcomes -> outcomes.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tally that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(counts);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
