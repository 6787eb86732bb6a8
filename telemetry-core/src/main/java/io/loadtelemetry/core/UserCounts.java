package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The virtual users there are now. Thread-safe. */
final class UserCounts {

    private static final int MOST_SCENARIOS = 1000;
    private static final String ALL = "";

    private final ConcurrentHashMap<String, Long> counts = new ConcurrentHashMap<>();

    void set(long count) {
        counts.put(ALL, count);
    }

    /** Returns the name under which the count is kept. */
    String set(String scenario, long count) {
        String name = counts.size() < MOST_SCENARIOS || counts.containsKey(scenario) ? scenario : Endpoint.OTHER;
        counts.put(name, count);
        return name;
    }

    /** What was said of all users, else the sum over the scenarios. */
    OptionalLong total() {
        Long all = counts.get(ALL);
        if (all != null) {
            return OptionalLong.of(all);
        }
        return counts.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        counts.values().stream().mapToLong(Long::longValue).sum());
    }
}
