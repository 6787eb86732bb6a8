package io.loadtelemetry.api;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The identity of a run, the same on every node of it.
 *
 * @param runId unique per run and sortable by time: a UUID of version 7 (RFC 9562)
 * @param testPlan the name of the test
 * @param startTime when the run started
 * @param labels free labels, sorted by name
 */
public record RunIdentity(String runId, String testPlan, Instant startTime, Map<String, String> labels) {

    /** Copies the labels. */
    public RunIdentity {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
