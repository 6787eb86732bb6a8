package io.loadtelemetry.api.event;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.TraceContext;
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
        long bytesReceived,
        @Nullable TraceContext trace)
        implements RequestEvent {

    static @Nullable TraceContext of(@Nullable TraceContext view) {
        return view == null
                ? null
                : TraceContext.of(
                        view.traceIdHigh(), view.traceIdLow(), view.spanId(), view.parentSpanId(), view.sampled());
    }

    @Override
    public RequestEvent copy() {
        return this;
    }
}
