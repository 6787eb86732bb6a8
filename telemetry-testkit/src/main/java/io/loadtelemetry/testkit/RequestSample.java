package io.loadtelemetry.testkit;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.TraceContext;
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
 * @param trace the ids of its span, or null where it has none; one that does not change: {@link TraceContext#of}
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
        long bytesReceived,
        @Nullable TraceContext trace)
        implements RequestEvent {

    /**
     * A request without a trace context.
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
    public RequestSample(
            Endpoint endpoint,
            int endpointIndex,
            long start,
            long end,
            long intendedStart,
            @Nullable String errorType,
            int statusCode,
            long bytesSent,
            long bytesReceived) {
        this(endpoint, endpointIndex, start, end, intendedStart, errorType, statusCode, bytesSent, bytesReceived, null);
    }

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

    /**
     * The same request with a trace context.
     *
     * @param context the ids of its span, or null for none
     * @return a sample
     */
    public RequestSample withTrace(@Nullable TraceContext context) {
        return new RequestSample(
                endpoint,
                endpointIndex,
                start,
                end,
                intendedStart,
                errorType,
                statusCode,
                bytesSent,
                bytesReceived,
                context);
    }
}
