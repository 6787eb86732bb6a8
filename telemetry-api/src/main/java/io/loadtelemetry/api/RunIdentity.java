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

    /**
     * This identity as one short text for the other nodes of the run. It has only letters, digits and {@code . ~ - _} in it,
     * so it is safe as it stands in an HTTP header, an environment variable ({@code TELEMETRY_RUN}) and W3C baggage.
     *
     * @return the text, at most 4096 characters
     * @throws IllegalArgumentException if the labels are too long for that
     */
    public String encode() {
        return RunIdentityText.encode(this);
    }

    /**
     * Reads what {@link #encode()} wrote.
     *
     * @param text the text
     * @return the same identity
     * @throws IllegalArgumentException if it is not such a text, or one of a later version; the message says which
     */
    public static RunIdentity decode(String text) {
        return RunIdentityText.decode(text);
    }
}
