package io.loadtelemetry.core;

import io.loadtelemetry.api.TraceContext;

/** A window on a lane's copy of the trace contexts, moved where a slot has one. */
final class TraceView implements TraceContext {

    private final long[] words;
    private int offset;
    private int flags;

    TraceView(long[] words) {
        this.words = words;
    }

    /** This window on the context of a copied slot, whose flags are not among the words. */
    TraceContext of(int copied, int flagsOfSubject) {
        offset = copied * Slot.TRACE_WORDS;
        flags = flagsOfSubject;
        return this;
    }

    @Override
    public long traceIdHigh() {
        return words[offset + Slot.TRACE_ID_HIGH];
    }

    @Override
    public long traceIdLow() {
        return words[offset + Slot.TRACE_ID_LOW];
    }

    @Override
    public long spanId() {
        return words[offset + Slot.SPAN_ID];
    }

    @Override
    public long parentSpanId() {
        return words[offset + Slot.PARENT_SPAN_ID];
    }

    @Override
    public boolean sampled() {
        return (flags & Slot.SAMPLED) != 0;
    }

    @Override
    public boolean limited() {
        return (flags & Slot.LIMITED) != 0;
    }
}
