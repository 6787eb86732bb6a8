package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each request and iteration that is over whether it becomes a span, and makes it. What was sampled at its
 * start does; of the others those that failed or were slow; and of those that the load tool gave no context, the ratio. Not
 * thread-safe: it belongs to the lane.
 */
final class Spans {

    /** It was sampled when it began. */
    static final String HEAD = "head";
    /** It was sampled when it was over, because it had no context before. */
    static final String RATIO = "ratio";

    static final String FAILED = "failed";
    static final String SLOW = "slow";
    /** An iteration, because of one of its requests. */
    static final String REQUEST = "request";

    private final TraceSettings settings;
    private final HeadSampler head;
    private final Origin origin;
    private final Instruments instruments;
    private final Consumer<LoadSpan> export;
    private final SlowRequests slow;
    private final KeptIterations keptIterations = new KeptIterations();
    private final SplittableRandom random = new SplittableRandom();
    private long leftByRatio;
    private long leftByRate;
    private long sampledAtStart;

    Spans(TraceSettings settings, HeadSampler head, Origin origin, Instruments instruments, Consumer<LoadSpan> export) {
        this.settings = settings;
        this.head = head;
        this.origin = origin;
        this.instruments = instruments;
        this.export = export;
        slow = new SlowRequests(settings.slowNanos());
    }

    /** Those that neither the ratio nor anything else picked, and those that were too many in their second. */
    Map<String, Long> notSampled() {
        return Map.of("ratio", leftByRatio, "rate", leftByRate);
    }

    /** Those that were promised at their start and have not come, so far. */
    long missing() {
        return Math.max(0, head.sampled() - sampledAtStart);
    }

    void accept(RequestStats stats) {
        slow.accept(stats);
    }

    void accept(RequestEvent request) {
        TraceContext trace = request.trace();
        String reason = reason(request, trace);
        if (reason == null) {
            return;
        }
        if (trace == null) {
            trace = TraceContext.of(random.nextLong(), id(), id(), 0, true);
        } else if (!trace.sampled() && trace.parentSpanId() != 0) {
            keptIterations.add(trace.parentSpanId());
        }
        String method = request.endpoint().method();
        String name = request.endpoint().name();
        SpanContext context = LoadSpan.context(trace);
        export.accept(new LoadSpan(
                origin,
                method == null ? name : method + " " + name,
                SpanKind.CLIENT,
                context,
                LoadSpan.parent(trace),
                request.start(),
                request.end(),
                request.failed(),
                SpanAttributes.of(request, reason),
                instruments.requestExemplar().apply(request, context)));
    }

    private @Nullable String reason(RequestEvent request, @Nullable TraceContext trace) {
        if (trace != null && trace.sampled()) {
            sampledAtStart++;
            return HEAD;
        }
        boolean limited = trace != null && trace.limited();
        if (trace == null && head.includes(random.nextLong())) {
            if (head.rate().take()) {
                return RATIO;
            }
            limited = true;
        }
        String worth = settings.keepFailed() && request.failed()
                ? FAILED
                : settings.keepSlow() && slow.includes(request) ? SLOW : null;
        return keep(worth, limited);
    }

    void accept(IterationEvent iteration) {
        TraceContext trace = iteration.trace();
        if (trace == null) {
            return; // Without a context no request can belong to it.
        }
        String reason;
        if (trace.sampled()) {
            sampledAtStart++;
            reason = HEAD;
        } else {
            reason = keep(keptIterations.remove(trace.spanId()) ? REQUEST : null, trace.limited());
        }
        if (reason == null) {
            return;
        }
        SpanContext context = LoadSpan.context(trace);
        export.accept(new LoadSpan(
                origin,
                iteration.scenario(),
                SpanKind.INTERNAL,
                context,
                LoadSpan.parent(trace),
                iteration.start(),
                iteration.end(),
                false,
                Attributes.builder()
                        .put("loadtest.scenario", iteration.scenario())
                        .put(SpanAttributes.REASON, reason)
                        .build(),
                instruments.iterationExemplar().apply(iteration, context)));
    }

    /** The reason to keep it, if there is one and room; else it is counted as left out. */
    private @Nullable String keep(@Nullable String worth, boolean limited) {
        if (worth != null && head.rate().takeForKept()) {
            return worth;
        }
        if (worth != null || limited) {
            leftByRate++;
        } else {
            leftByRatio++;
        }
        return null;
    }

    private long id() {
        long bits = random.nextLong();
        return bits == 0 ? 1 : bits;
    }
}
