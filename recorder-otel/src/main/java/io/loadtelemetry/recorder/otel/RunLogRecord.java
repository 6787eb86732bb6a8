package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;

/**
 * An event of the run as the exporter takes it. Immutable.
 *
 * @param origin what all of a run share
 * @param eventName the name of the event
 * @param time nanoseconds since the Unix epoch
 * @param observed when the recorder saw it, nanoseconds since the Unix epoch
 * @param severity how bad it is
 * @param text one line for people
 * @param attributes its fields
 */
record RunLogRecord(
        Origin origin,
        String eventName,
        long time,
        long observed,
        Severity severity,
        String text,
        Attributes attributes)
        implements LogRecordData {

    @Override
    public String getEventName() {
        return eventName;
    }

    @Override
    public long getTimestampEpochNanos() {
        return time;
    }

    @Override
    public long getObservedTimestampEpochNanos() {
        return observed;
    }

    @Override
    public Severity getSeverity() {
        return severity;
    }

    @Override
    public String getSeverityText() {
        return severity.name();
    }

    @Override
    public Value<?> getBodyValue() {
        return Value.of(text);
    }

    /** The older form of the body, which the interface still demands. */
    @Override
    @SuppressWarnings("deprecation")
    public io.opentelemetry.sdk.logs.data.Body getBody() {
        return io.opentelemetry.sdk.logs.data.Body.string(text);
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    public SpanContext getSpanContext() {
        return SpanContext.getInvalid();
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return origin.scope();
    }

    @Override
    public Resource getResource() {
        return origin.resource();
    }
}
