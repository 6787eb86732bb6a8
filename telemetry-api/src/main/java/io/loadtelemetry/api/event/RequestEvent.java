package io.loadtelemetry.api.event;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * One request. A <b>view that is valid only during the call</b> that hands it over: it is reused for the next request,
 * so that recording allocates nothing. Keep a {@link #copy()} where it must outlive the call. Not thread-safe.
 */
public non-sealed interface RequestEvent extends TelemetryEvent {

    /**
     * What the request is counted under.
     *
     * @return the endpoint, the same instance for the same {@link #endpointIndex()}
     */
    Endpoint endpoint();

    /**
     * A dense index of the endpoint within this run, from 0, so that a recorder can keep what it prepared for an endpoint
     * in an array.
     *
     * @return less than {@code telemetry.requests.max} + 1
     */
    int endpointIndex();

    /**
     * When it started.
     *
     * @return nanoseconds since the Unix epoch
     */
    long start();

    /**
     * When it was over.
     *
     * @return nanoseconds since the Unix epoch, not before {@link #start()}
     */
    long end();

    /**
     * When it should have started.
     *
     * @return nanoseconds since the Unix epoch, or {@link RequestRecorder#UNKNOWN}
     */
    long intendedStart();

    /**
     * The service time, from start to end.
     *
     * @return nanoseconds, not negative
     */
    default long duration() {
        return end() - start();
    }

    /**
     * The response time, from the intended start to the end: free of coordinated omission.
     *
     * @return nanoseconds, not negative, or {@link RequestRecorder#UNKNOWN}
     */
    default long responseTime() {
        return intendedStart() == RequestRecorder.UNKNOWN
                ? RequestRecorder.UNKNOWN
                : Math.max(0, end() - intendedStart());
    }

    /**
     * What failed.
     *
     * @return a text of low cardinality, or null for a success
     */
    @Nullable
    String errorType();

    /**
     * Whether it failed.
     *
     * @return whether there is an {@link #errorType()}
     */
    default boolean failed() {
        return errorType() != null;
    }

    /**
     * The protocol's status code.
     *
     * @return for instance 200, or {@link RequestRecorder#UNKNOWN}
     */
    int statusCode();

    /**
     * The size of the request.
     *
     * @return bytes, or {@link RequestRecorder#UNKNOWN}
     */
    long bytesSent();

    /**
     * The size of the response.
     *
     * @return bytes, or {@link RequestRecorder#UNKNOWN}
     */
    long bytesReceived();

    /**
     * The trace context the load tool gave it. Like this event a view, reused for the next one.
     *
     * @return the ids of its span, or null where it has none
     */
    default @Nullable TraceContext trace() {
        return null;
    }

    @Override
    default long time() {
        return end();
    }

    /**
     * An immutable copy that outlives the call.
     *
     * @return a copy
     */
    default RequestEvent copy() {
        return new RequestCopy(
                endpoint(),
                endpointIndex(),
                start(),
                end(),
                intendedStart(),
                errorType(),
                statusCode(),
                bytesSent(),
                bytesReceived(),
                RequestCopy.of(trace()));
    }
}
