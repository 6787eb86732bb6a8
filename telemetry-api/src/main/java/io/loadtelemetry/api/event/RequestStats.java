package io.loadtelemetry.api.event;

import io.loadtelemetry.api.Endpoint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the requests of one endpoint, of one worker or of all, over one interval or over the run. Immutable. Counts are exact.
 *
 * @param window what stretch of time it speaks of
 * @param from its beginning, nanoseconds since the Unix epoch
 * @param to its end, nanoseconds since the Unix epoch
 * @param endpoint what the requests were counted under, or null for all of them
 * @param worker the node name of the worker that counted them, or null for those of all nodes; only on a master with
 *     {@code telemetry.stats.workers}, and never together with an endpoint
 * @param users the virtual users at the end, where the load tool reports them
 * @param requests how many requests ended, failures included
 * @param failures how many of them failed
 * @param bytesSent bytes of the requests whose size is known
 * @param bytesReceived bytes of the responses whose size is known
 * @param serviceTime from actual start to end, or null where there was no request
 * @param responseTime from intended start to end, or null where no request had an intended start
 * @param errors failures by error type, the most frequent first
 */
public record RequestStats(
        Window window,
        long from,
        long to,
        @Nullable Endpoint endpoint,
        @Nullable String worker,
        OptionalLong users,
        long requests,
        long failures,
        long bytesSent,
        long bytesReceived,
        @Nullable LatencyStats serviceTime,
        @Nullable LatencyStats responseTime,
        Map<String, Long> errors)
        implements TelemetryEvent {

    /** What stretch of time statistics speak of. */
    public enum Window {
        /** One interval of {@code telemetry.stats.interval}. */
        INTERVAL("interval"),
        /** The whole run. */
        RUN("run");

        private final String wireName;

        Window(String wireName) {
            this.wireName = wireName;
        }

        /**
         * The name used in every output.
         *
         * @return the name in lower case
         */
        public String wireName() {
            return wireName;
        }
    }

    /** Copies the errors, in their order. */
    public RequestStats {
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    }

    @Override
    public long time() {
        return to;
    }

    /**
     * Requests per second in the window.
     *
     * @return a rate, 0 for an empty window
     */
    public double requestsPerSecond() {
        return perSecond(requests);
    }

    /**
     * Failures per second in the window.
     *
     * @return a rate, 0 for an empty window
     */
    public double failuresPerSecond() {
        return perSecond(failures);
    }

    private double perSecond(long count) {
        return to > from ? count * 1e9 / (to - from) : 0;
    }
}
