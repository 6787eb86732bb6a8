package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RequestStats;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which requests are slow: longer than a fixed threshold, or than the running 99th percentile of their endpoint. That is
 * the one of the last interval's statistics, averaged with the ones before where an interval has few requests. Not
 * thread-safe: it belongs to the lane.
 */
final class SlowRequests {

    /** So many requests make a percentile of their own. */
    private static final double ENOUGH = 100;

    private static final class Running {
        private double nanos;
        private double requests;
    }

    private final long fixed;
    private final Map<Endpoint, Running> byEndpoint = new HashMap<>();

    /** The same by index: a request looks up no map. */
    private Running[] byIndex = new Running[64];

    /**
     * None known yet.
     *
     * @param fixed the threshold in nanoseconds, or -1 for the percentile
     */
    SlowRequests(long fixed) {
        this.fixed = fixed;
    }

    boolean includes(RequestEvent request) {
        if (fixed >= 0) {
            return request.duration() > fixed;
        }
        Running running = running(request);
        return running.requests >= ENOUGH && request.duration() > running.nanos;
    }

    private Running running(RequestEvent request) {
        int index = request.endpointIndex();
        if (index >= byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, Math.max(index + 1, byIndex.length * 2));
        }
        Running running = byIndex[index];
        if (running == null) {
            running = byEndpoint.computeIfAbsent(request.endpoint(), endpoint -> new Running());
            byIndex[index] = running;
        }
        return running;
    }

    /** Takes the statistics of an interval. */
    void accept(RequestStats stats) {
        Endpoint endpoint = stats.endpoint();
        LatencyStats latency = stats.serviceTime();
        if (fixed >= 0 || endpoint == null || latency == null || stats.window() != RequestStats.Window.INTERVAL) {
            return;
        }
        Running running = byEndpoint.get(endpoint);
        if (running == null) {
            return;
        }
        double weight = Math.min(1, latency.count() / Math.min(ENOUGH, running.requests + latency.count()));
        running.nanos += weight * (latency.p99() - running.nanos);
        running.requests += latency.count();
    }
}
