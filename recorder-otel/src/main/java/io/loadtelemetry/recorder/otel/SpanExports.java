package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.trace.data.SpanData;

/** The spans of a run: which there are, their export, and their books. Not thread-safe: it belongs to the lane. */
final class SpanExports {

    /** The drop reason of a span that was promised at its start and never came. */
    static final String NOT_RECORDED = "not_recorded";

    /** Some seconds of spans at the usual cap. */
    private static final SignalQueue.Limits LIMITS = new SignalQueue.Limits(4096, 512);

    private final HeadSampler head;
    private final Spans spans;
    private final SignalQueue<SpanData, LoadSpan> queue;

    SpanExports(
            RecorderContext context,
            TraceSettings settings,
            HeadSampler head,
            Origin origin,
            Instruments instruments,
            OtlpTarget target) {
        this.head = head;
        // Only now an exemplar leads somewhere.
        queue = new SignalQueue<>(
                context,
                new OtlpExports<>(target, Exporters::spans),
                LIMITS,
                batch -> batch.forEach(span -> span.exemplar().run()));
        spans = new Spans(settings, head, origin, instruments, queue::add);
    }

    void register(Meter meter, Attributes common) {
        SignalCounter.registerSpans(meter, common, queue, spans::notSampled);
    }

    void accept(RequestEvent request) {
        spans.accept(request);
    }

    void accept(IterationEvent iteration) {
        spans.accept(iteration);
    }

    void accept(RequestStats stats) {
        spans.accept(stats);
    }

    void tick() {
        queue.tick();
        if (!queue.supported()) {
            head.turnOff();
        }
    }

    /** No more will come. */
    void end() {
        queue.drop(NOT_RECORDED, spans.missing());
    }

    boolean flush() {
        return queue.flush();
    }

    void close() {
        queue.close();
    }
}
