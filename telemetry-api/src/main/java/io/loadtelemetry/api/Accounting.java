package io.loadtelemetry.api;

import java.util.List;
import java.util.Optional;

/**
 * What became of the published events, for every recorder: nothing is lost silently.
 *
 * @param recorders one entry per recorder, the built-in {@code statistics} first
 */
public record Accounting(List<RecorderAccounting> recorders) {

    /** Copies the list. */
    public Accounting {
        recorders = List.copyOf(recorders);
    }

    /**
     * The entry of one recorder.
     *
     * @param id the recorder's id
     * @return the entry, if there is such a recorder
     */
    public Optional<RecorderAccounting> recorder(String id) {
        return recorders.stream().filter(entry -> entry.recorder().equals(id)).findFirst();
    }
}
