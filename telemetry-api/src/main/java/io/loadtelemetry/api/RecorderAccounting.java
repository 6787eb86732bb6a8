package io.loadtelemetry.api;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the events published to one recorder:
 * {@code published = recorded + Σ dropped[reason] + pending}, exactly and at any time.
 *
 * @param recorder the recorder's id
 * @param published the events meant for this recorder: all, or all but single requests and iterations where it does not
 *     want those
 * @param recorded the events it took and did not lose later
 * @param dropped the events it did not get or lost later, by {@link DropReason reason}; without zeros
 * @param pending the events on their way
 */
public record RecorderAccounting(
        String recorder, long published, long recorded, Map<String, Long> dropped, long pending) {

    /** Copies the map. */
    public RecorderAccounting {
        dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
    }

    /**
     * The dropped events of all reasons.
     *
     * @return a count
     */
    public long droppedTotal() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Whether the books balance.
     *
     * @return whether {@code published = recorded + Σ dropped + pending}
     */
    public boolean balanced() {
        return published == recorded + droppedTotal() + pending;
    }
}
