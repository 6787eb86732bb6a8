package io.loadtelemetry.benchmarks.lanes;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.event.RequestEvent;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Requests as a lane hands them over: one view on numbers that were drawn before, moved from one to the next. Endpoints
 * take turns at random, durations are log-normal within 1 to 500 ms. Not thread-safe.
 */
final class RequestStream implements RequestEvent {

    private static final int SIZE = 1 << 16;
    private static final long START = 1_767_323_045_000_000_000L;
    private static final String ERROR = "HTTP 503";

    private final Endpoint[] endpoints;
    private final boolean full;
    private final int[] endpoint = new int[SIZE];
    private final long[] duration = new long[SIZE];
    private final boolean[] failed = new boolean[SIZE];
    private int at;

    /**
     * Draws them.
     *
     * @param endpoints how many there are
     * @param failures the share of requests that fail
     * @param full whether intended start and bytes are known too, as well as the status
     */
    RequestStream(int endpoints, double failures, boolean full) {
        this.endpoints = new Endpoint[endpoints];
        this.full = full;
        for (int i = 0; i < endpoints; i++) {
            this.endpoints[i] = Endpoint.of("GET", "/endpoint/" + i);
        }
        Random random = new Random(4711);
        for (int i = 0; i < SIZE; i++) {
            endpoint[i] = random.nextInt(endpoints);
            // 1 ms and 500 ms are 2.33 deviations from the median: 1 % of the values on either side, kept inside.
            double millis = Math.sqrt(500) * Math.exp(random.nextGaussian() * Math.log(500) / 2 / 2.33);
            duration[i] = (long) (1e6 * Math.min(500, Math.max(1, millis)));
            failed[i] = random.nextDouble() < failures;
        }
    }

    /** Moves to the next one; begins anew after the last. */
    RequestStream next() {
        at = (at + 1) & (SIZE - 1);
        return this;
    }

    /** Reads what a recorder reads: what the walk through the requests costs without one. */
    long everything() {
        return endpointIndex() + statusCode() + duration() + responseTime() + bytesSent() + bytesReceived();
    }

    @Override
    public Endpoint endpoint() {
        return endpoints[endpoint[at]];
    }

    @Override
    public int endpointIndex() {
        return endpoint[at];
    }

    @Override
    public long start() {
        return START;
    }

    @Override
    public long end() {
        return START + duration[at];
    }

    @Override
    public long intendedStart() {
        return full ? START - 1_000_000 : RequestRecorder.UNKNOWN;
    }

    @Override
    public @Nullable String errorType() {
        return failed[at] ? ERROR : null;
    }

    @Override
    public int statusCode() {
        return failed[at] ? 503 : 200;
    }

    @Override
    public long bytesSent() {
        return full ? 256 : RequestRecorder.UNKNOWN;
    }

    @Override
    public long bytesReceived() {
        return full ? 4_096 : RequestRecorder.UNKNOWN;
    }
}
