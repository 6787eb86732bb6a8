package io.loadtelemetry.recorder.otel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The iterations of which a request was exported though they are not sampled themselves: when they end, they are exported
 * too, so that the request has its parent. Bounded: the oldest are forgotten. Not thread-safe: it belongs to the lane.
 */
final class KeptIterations {

    private static final int MOST = 4096;

    private final Set<Long> spanIds = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MOST;
        }
    });

    void add(long spanId) {
        spanIds.add(spanId);
    }

    boolean remove(long spanId) {
        return spanIds.remove(spanId);
    }
}
