package io.loadtelemetry.core;

import io.loadtelemetry.api.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The words of a slot, for requests and iterations. Times are nanoseconds since the Unix epoch.
 */
final class Slot {

    /**
     * {@link #KIND_REQUEST} or {@link #KIND_ITERATION} in the upper half, with {@link #TRACED} and what follows where
     * there is a trace context; the index of endpoint or scenario in the lower.
     */
    static final int SUBJECT = 0;

    /** The index of the error type in the upper half, the status code in the lower. */
    static final int OUTCOME = 1;

    static final int START = 2;
    static final int END = 3;
    static final int INTENDED_START = 4;
    static final int BYTES_SENT = 5;
    static final int BYTES_RECEIVED = 6;

    static final int KIND_REQUEST = 0;
    static final int KIND_ITERATION = 1;
    /** There are ids for this slot in {@link Stripe#trace}. */
    static final int TRACED = 2;
    /** Its span is to be exported. */
    static final int SAMPLED = 4;
    /** Its span is not, because of the cap on spans per second. */
    static final int LIMITED = 8;

    /** The words of a trace context, which only slots with {@link #TRACED} have. */
    static final int TRACE_WORDS = 4;

    static final int TRACE_ID_HIGH = 0;
    static final int TRACE_ID_LOW = 1;
    static final int SPAN_ID = 2;
    static final int PARENT_SPAN_ID = 3;

    private Slot() {}

    /** What a subject says of a context. */
    static long traceFlags(@Nullable TraceContext trace) {
        return trace == null ? 0 : pair(TRACED | (trace.sampled() ? SAMPLED : 0) | (trace.limited() ? LIMITED : 0), 0);
    }

    static long pair(int upper, int lower) {
        return ((long) upper << 32) | (lower & 0xFFFF_FFFFL);
    }

    static int upper(long pair) {
        return (int) (pair >> 32);
    }

    static int lower(long pair) {
        return (int) pair;
    }
}
