package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.spi.MutableTraceContext;
import io.loadtelemetry.api.spi.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ids of spans on the threads of the load, and decides which of them are exported: as the span above says, where
 * there is one (OpenTelemetry's "parent-based" sampling), else by the ratio; and never more than the cap allows.
 */
final class HeadSampler implements Tracing {

    private static final int HALF = 16;
    private static final int HEXADECIMAL = 16;

    private final TraceRatio ratio;
    private final SpanRate rate;
    private final LongAdder sampled = new LongAdder();
    private volatile boolean off;

    HeadSampler(TraceRatio ratio, SpanRate rate) {
        this.ratio = ratio;
        this.rate = rate;
        // The first look at the current span loads classes: not on a thread of the load.
        Span unused = Span.current();
    }

    /** From now on there are no contexts: nobody takes spans. */
    void turnOff() {
        off = true;
    }

    /** Whether a trace is in the share that is exported. */
    boolean includes(long traceIdLow) {
        return ratio.includes(traceIdLow);
    }

    SpanRate rate() {
        return rate;
    }

    /** How many spans were promised to be exported. */
    long sampled() {
        return sampled.sum();
    }

    @Override
    public void begin(MutableTraceContext context, @Nullable MutableTraceContext parent) {
        if (off) {
            context.clear();
            return;
        }
        SpanContext current = Span.current().getSpanContext();
        if (current.isValid() && !isAbove(parent, current)) {
            String trace = current.getTraceId();
            set(
                    context,
                    Long.parseUnsignedLong(trace, 0, HALF, HEXADECIMAL),
                    Long.parseUnsignedLong(trace, HALF, 2 * HALF, HEXADECIMAL),
                    spanId(current),
                    current.isSampled());
        } else if (parent != null && parent.isValid()) {
            set(context, parent.traceIdHigh(), parent.traceIdLow(), parent.spanId(), parent.sampled());
        } else {
            long low = context.randomId();
            set(context, context.randomId(), low, 0, ratio.includes(low));
        }
    }

    private void set(MutableTraceContext context, long high, long low, long parentSpanId, boolean wanted) {
        boolean room = wanted && rate.take();
        context.set(high, low, context.randomId(), parentSpanId, room);
        if (room) {
            sampled.increment();
        } else if (wanted) {
            context.limit();
        }
    }

    /** Whether the iteration has joined that span already: then the iteration is the nearer parent. */
    private static boolean isAbove(@Nullable MutableTraceContext parent, SpanContext current) {
        return parent != null && parent.isValid() && parent.parentSpanId() == spanId(current);
    }

    private static long spanId(SpanContext context) {
        return Long.parseUnsignedLong(context.getSpanId(), 0, HALF, HEXADECIMAL);
    }
}
