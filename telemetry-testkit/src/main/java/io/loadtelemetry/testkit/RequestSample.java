package io.loadtelemetry.testkit;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.event.RequestEvent;
import org.jspecify.annotations.Nullable;

/**
 * A request made up for a test. Immutable, so it may be kept, unlike the views a recorder gets.
 *
 * @param endpoint what the request is counted under
 * @param endpointIndex the index of the endpoint, from 0 and dense
 * @param start when it started, nanoseconds since the Unix epoch
 * @param end when it was over, nanoseconds since the Unix epoch
 * @param intendedStart when it should have started, or {@link RequestRecorder#UNKNOWN}
 * @param errorType what failed, or null for a success
 * @param statusCode the protocol's status code, or {@link RequestRecorder#UNKNOWN}
 * @param bytesSent the size of the request, or {@link RequestRecorder#UNKNOWN}
 * @param bytesReceived the size of the response, or {@link RequestRecorder#UNKNOWN}
 */
public record RequestSample(
        Endpoint endpoint,
        int endpointIndex,
        long start,
        long end,
        long intendedStart,
        @Nullable String errorType,
        int statusCode,
        long bytesSent,
        long bytesReceived)
        implements RequestEvent {

    /**
     * A success of which nothing more is known.
     *
     * @param endpoint what the request is counted under
     * @param endpointIndex the index of the endpoint, from 0 and dense
     * @param start when it started, nanoseconds since the Unix epoch
     * @param end when it was over, nanoseconds since the Unix epoch
     */
    public RequestSample(Endpoint endpoint, int endpointIndex, long start, long end) {
        this(
                endpoint,
                endpointIndex,
                start,
                end,
                RequestRecorder.UNKNOWN,
                null,
                RequestRecorder.UNKNOWN,
                RequestRecorder.UNKNOWN,
                RequestRecorder.UNKNOWN);
    }
}
