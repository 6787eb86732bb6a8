package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.event.RequestEvent;
import org.jspecify.annotations.Nullable;

/** A request that is changed and handed over again, as the view of a lane is. */
final class MutableRequest implements RequestEvent {

    private Endpoint endpoint = Endpoint.OVERFLOW;
    private int endpointIndex;
    private long start;
    private long end;
    private long intendedStart = RequestRecorder.UNKNOWN;
    private @Nullable String errorType;
    private long bytesSent = RequestRecorder.UNKNOWN;
    private long bytesReceived = RequestRecorder.UNKNOWN;

    MutableRequest endpoint(int index, Endpoint counted) {
        endpointIndex = index;
        endpoint = counted;
        return this;
    }

    /** Sets start and end. */
    MutableRequest took(long nanos) {
        start = 1_000_000_000L;
        end = start + nanos;
        return this;
    }

    /** Sets the intended start so long before the end. */
    MutableRequest response(long nanos) {
        intendedStart = end - nanos;
        return this;
    }

    MutableRequest noIntendedStart() {
        intendedStart = RequestRecorder.UNKNOWN;
        return this;
    }

    MutableRequest error(@Nullable String type) {
        errorType = type;
        return this;
    }

    MutableRequest bytes(long sent, long received) {
        bytesSent = sent;
        bytesReceived = received;
        return this;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public int endpointIndex() {
        return endpointIndex;
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public long intendedStart() {
        return intendedStart;
    }

    @Override
    public @Nullable String errorType() {
        return errorType;
    }

    @Override
    public int statusCode() {
        return RequestRecorder.UNKNOWN;
    }

    @Override
    public long bytesSent() {
        return bytesSent;
    }

    @Override
    public long bytesReceived() {
        return bytesReceived;
    }
}
