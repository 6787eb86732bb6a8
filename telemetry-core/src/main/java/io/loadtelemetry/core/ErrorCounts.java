package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Failures by error type. Types beyond the first {@value #MAX_TYPES} count as {@link Endpoint#OTHER}. Cleared types keep
 * their places, so that a type has the same name in every interval and in the run, and counting comes to allocate
 * nothing. One thread.
 */
final class ErrorCounts {

    static final int MAX_TYPES = 100;

    private static final Comparator<Map.Entry<String, Counter>> MOST_FREQUENT_FIRST =
            Comparator.<Map.Entry<String, Counter>>comparingLong(e -> e.getValue().count)
                    .reversed()
                    .thenComparing(Map.Entry::getKey);

    private final Map<String, Counter> byType = new HashMap<>();
    private final Counter other = new Counter();

    void add(String type, long count) {
        Counter counter = byType.get(type);
        if (counter == null) {
            counter = admit(type);
        }
        counter.count += count;
    }

    void add(ErrorCounts more) {
        more.byType.forEach((type, counter) -> {
            if (counter.count > 0) {
                add(type, counter.count);
            }
        });
        other.count += more.other.count;
    }

    void clear() {
        byType.values().forEach(counter -> counter.count = 0);
        other.count = 0;
    }

    /** The counts that are not 0, the most frequent first, equal ones by name. */
    Map<String, Long> toMap() {
        Map<String, Counter> all = new HashMap<>(byType);
        all.put(Endpoint.OTHER, other);
        Map<String, Long> sorted = new LinkedHashMap<>();
        all.entrySet().stream()
                .filter(entry -> entry.getValue().count > 0)
                .sorted(MOST_FREQUENT_FIRST)
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue().count));
        return sorted;
    }

    private Counter admit(String type) {
        if (byType.size() >= MAX_TYPES || type.equals(Endpoint.OTHER)) {
            return other;
        }
        Counter counter = new Counter();
        byType.put(type, counter);
        return counter;
    }

    private static final class Counter {
        private long count;
    }
}
