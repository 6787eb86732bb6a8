package io.loadtelemetry.api;

/** A context that does not change. */
record TraceIds(long traceIdHigh, long traceIdLow, long spanId, long parentSpanId, boolean sampled)
        implements TraceContext {

    static final TraceIds NONE = new TraceIds(0, 0, 0, 0, false);
}
