package io.loadtelemetry.api.event;

import io.loadtelemetry.api.Endpoint;
import org.jspecify.annotations.Nullable;

/** A request that outlives the call; see {@link RequestEvent#copy()}. */
record RequestCopy(
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

    @Override
    public RequestEvent copy() {
        return this;
    }
}
