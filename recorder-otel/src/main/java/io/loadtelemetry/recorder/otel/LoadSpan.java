package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/**
 * A request or an iteration as the exporter takes it. Immutable.
 *
 * @param origin what all spans of a run share
 * @param name of the span
 * @param kind CLIENT for a request, INTERNAL for an iteration
 * @param context its ids
 * @param parent the ids of the span above, or an invalid context
 * @param start nanoseconds since the Unix epoch
 * @param end nanoseconds since the Unix epoch
 * @param failed whether its status is an error
 * @param attributes what is known of it
 * @param exemplar puts it on the points of its metrics
 */
record LoadSpan(
        Origin origin,
        String name,
        SpanKind kind,
        SpanContext context,
        SpanContext parent,
        long start,
        long end,
        boolean failed,
        Attributes attributes,
        Runnable exemplar)
        implements SpanData {

    static SpanContext context(TraceContext trace) {
        return context(trace, trace.spanId(), trace.sampled());
    }

    static SpanContext parent(TraceContext trace) {
        return trace.parentSpanId() == 0
                ? SpanContext.getInvalid()
                : context(trace, trace.parentSpanId(), trace.sampled());
    }

    private static SpanContext context(TraceContext trace, long spanId, boolean sampled) {
        return SpanContext.create(
                TraceId.fromLongs(trace.traceIdHigh(), trace.traceIdLow()),
                SpanId.fromLong(spanId),
                sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public SpanKind getKind() {
        return kind;
    }

    @Override
    public SpanContext getSpanContext() {
        return context;
    }

    @Override
    public SpanContext getParentSpanContext() {
        return parent;
    }

    @Override
    public StatusData getStatus() {
        return failed ? StatusData.error() : StatusData.unset();
    }

    @Override
    public long getStartEpochNanos() {
        return start;
    }

    @Override
    public long getEndEpochNanos() {
        return end;
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return origin.scope();
    }

    /** The older name of the scope, which the interface still demands. */
    @Override
    @SuppressWarnings("deprecation")
    public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(
                origin.scope().getName(), origin.scope().getVersion());
    }

    @Override
    public Resource getResource() {
        return origin.resource();
    }
}
