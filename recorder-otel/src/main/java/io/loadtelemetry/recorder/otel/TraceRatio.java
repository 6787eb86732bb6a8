package io.loadtelemetry.recorder.otel;

/**
 * A share of all traces, decided by the second half of the trace id in the way of OpenTelemetry's {@code
 * TraceIdRatioBased}: a service that samples by that too picks the same ones.
 *
 * @param bound ids below it are in
 */
record TraceRatio(long bound) {

    static TraceRatio of(double share) {
        return new TraceRatio(share >= 1 ? Long.MAX_VALUE : share <= 0 ? 0 : (long) (share * Long.MAX_VALUE));
    }

    boolean includes(long traceIdLow) {
        return bound == Long.MAX_VALUE || (traceIdLow & Long.MAX_VALUE) < bound;
    }
}
