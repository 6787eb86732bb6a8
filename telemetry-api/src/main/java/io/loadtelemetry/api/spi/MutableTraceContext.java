package io.loadtelemetry.api.spi;

import io.loadtelemetry.api.TraceContext;
import java.security.SecureRandom;
import java.util.SplittableRandom;

/** A context that is used for one span after the other. Not thread-safe. Begins empty. */
public class MutableTraceContext implements TraceContext {

    private static final SplittableRandom SEEDS = new SplittableRandom(new SecureRandom().nextLong());

    private final SplittableRandom random = split();
    private long traceIdHigh;
    private long traceIdLow;
    private long spanId;
    private long parentSpanId;
    private boolean sampled;
    private boolean limited;

    /** An empty context. */
    public MutableTraceContext() {}

    private static SplittableRandom split() {
        synchronized (SEEDS) {
            return SEEDS.split();
        }
    }

    /**
     * Random bits for an id, from a generator of this context's own: no other thread is met.
     *
     * @return 64 random bits, not all of them 0
     */
    public final long randomId() {
        long bits = random.nextLong();
        return bits == 0 ? 1 : bits;
    }

    /**
     * Makes it the context of another span.
     *
     * @param newTraceIdHigh the first half of the trace id
     * @param newTraceIdLow the second half of the trace id
     * @param newSpanId the id of the span
     * @param newParentSpanId the id of the span above it, or 0
     * @param newSampled whether the span is to be exported
     */
    public final void set(
            long newTraceIdHigh, long newTraceIdLow, long newSpanId, long newParentSpanId, boolean newSampled) {
        traceIdHigh = newTraceIdHigh;
        traceIdLow = newTraceIdLow;
        spanId = newSpanId;
        parentSpanId = newParentSpanId;
        sampled = newSampled;
        limited = false;
    }

    /** Says that it would be sampled but for the cap on spans per second, until it is set anew. */
    public final void limit() {
        limited = true;
    }

    /** Empties it. */
    public final void clear() {
        set(0, 0, 0, 0, false);
    }

    @Override
    public final long traceIdHigh() {
        return traceIdHigh;
    }

    @Override
    public final long traceIdLow() {
        return traceIdLow;
    }

    @Override
    public final long spanId() {
        return spanId;
    }

    @Override
    public final long parentSpanId() {
        return parentSpanId;
    }

    @Override
    public final boolean sampled() {
        return sampled;
    }

    @Override
    public final boolean limited() {
        return limited;
    }
}
