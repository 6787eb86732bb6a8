package io.loadtelemetry.core;

import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.IterationTrace;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.TraceContext;
import org.jspecify.annotations.Nullable;

/** Publishes the iterations of one scenario. */
final class RingIterationRecorder implements IterationRecorder {

    private static final long NO_OUTCOME = Slot.pair(Subjects.NO_ERROR, RequestRecorder.UNKNOWN);

    private final EventRing ring;
    private final Traces traces;
    private final String scenario;
    private final long subject;

    RingIterationRecorder(EventRing ring, Traces traces, String scenario, int index) {
        this.ring = ring;
        this.traces = traces;
        this.scenario = scenario;
        this.subject = Slot.pair(Slot.KIND_ITERATION, index);
    }

    @Override
    public void record(long start, long end) {
        record(null, start, end);
    }

    @Override
    public void record(@Nullable TraceContext trace, long start, long end) {
        TraceContext carried = ring.carried(trace);
        ring.publish(
                subject | Slot.traceFlags(carried),
                carried,
                NO_OUTCOME,
                start,
                end,
                RequestRecorder.UNKNOWN,
                RequestRecorder.UNKNOWN,
                RequestRecorder.UNKNOWN);
    }

    @Override
    public IterationTrace trace() {
        return traces.iteration(scenario);
    }
}
