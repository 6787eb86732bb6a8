package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.TraceContext;
import org.jspecify.annotations.Nullable;

/** Publishes the requests of one endpoint. */
final class RingRequestRecorder implements RequestRecorder {

    private final EventRing ring;
    private final Subjects subjects;
    private final int index;
    private final long subject;

    RingRequestRecorder(EventRing ring, Subjects subjects, int index) {
        this.ring = ring;
        this.subjects = subjects;
        this.index = index;
        this.subject = Slot.pair(Slot.KIND_REQUEST, index);
    }

    @Override
    public void record(
            long intendedStart,
            long start,
            long end,
            int statusCode,
            @Nullable String errorType,
            long bytesSent,
            long bytesReceived) {
        ring.publish(
                subject, null, outcome(statusCode, errorType), start, end, intendedStart, bytesSent, bytesReceived);
    }

    @Override
    public void record(
            @Nullable TraceContext trace,
            long intendedStart,
            long start,
            long end,
            int statusCode,
            @Nullable String errorType,
            long bytesSent,
            long bytesReceived) {
        TraceContext carried = ring.carried(trace);
        ring.publish(
                subject | Slot.traceFlags(carried),
                carried,
                outcome(statusCode, errorType),
                start,
                end,
                intendedStart,
                bytesSent,
                bytesReceived);
    }

    private long outcome(int statusCode, @Nullable String errorType) {
        return Slot.pair(errorType == null ? Subjects.NO_ERROR : subjects.errorType(errorType), statusCode);
    }

    @Override
    public Endpoint endpoint() {
        return subjects.endpoints.get(index);
    }
}
