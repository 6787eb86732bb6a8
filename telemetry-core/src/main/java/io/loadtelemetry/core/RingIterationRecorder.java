package io.loadtelemetry.core;

import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.RequestRecorder;

/** Publishes the iterations of one scenario. */
final class RingIterationRecorder implements IterationRecorder {

    private static final long NO_OUTCOME = Slot.pair(Subjects.NO_ERROR, RequestRecorder.UNKNOWN);

    private final EventRing ring;
    private final long subject;

    RingIterationRecorder(EventRing ring, int index) {
        this.ring = ring;
        this.subject = Slot.pair(Slot.KIND_ITERATION, index);
    }

    @Override
    public void record(long start, long end) {
        ring.publish(
                subject,
                NO_OUTCOME,
                start,
                end,
                RequestRecorder.UNKNOWN,
                RequestRecorder.UNKNOWN,
                RequestRecorder.UNKNOWN);
    }
}
