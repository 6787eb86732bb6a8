package io.loadtelemetry.core;

import io.loadtelemetry.api.TraceContext;
import org.jspecify.annotations.Nullable;

/** A window on a lane's copy of the slots, moved from one to the next: what a recorder sees without any allocation. */
abstract class SlotView {

    private final long[] words;
    private final TraceView trace;
    private int offset;

    SlotView(long[] words, long[] traces) {
        this.words = words;
        this.trace = new TraceView(traces);
    }

    /** Shows the copied slot of that number. */
    final void moveTo(int copied) {
        offset = copied * Stripe.WORDS;
    }

    /** Its trace context, or null. */
    public @Nullable TraceContext trace() {
        int flags = Slot.upper(word(Slot.SUBJECT));
        return (flags & Slot.TRACED) == 0 ? null : trace.of(offset / Stripe.WORDS, flags);
    }

    final long word(int index) {
        return words[offset + index];
    }

    /** The index of the endpoint or the scenario. */
    final int subject() {
        return Slot.lower(word(Slot.SUBJECT));
    }

    /** When it started. */
    public long start() {
        return word(Slot.START);
    }

    /** When it was over; a load tool's end before its start counts as a duration of 0. */
    public long end() {
        return Math.max(word(Slot.START), word(Slot.END));
    }
}
