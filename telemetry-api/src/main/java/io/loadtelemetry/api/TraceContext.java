package io.loadtelemetry.api;

/**
 * The ids of one span: of one request or iteration in a trace, as in the W3C recommendation "Trace Context". Where
 * {@link #isValid()} is false there is no span and nothing to send, because tracing is off.
 */
public interface TraceContext {

    /**
     * A context that does not change.
     *
     * @param traceIdHigh the first half of the trace id
     * @param traceIdLow the second half of the trace id
     * @param spanId the id of the span
     * @param parentSpanId the id of the span above it, or 0
     * @param sampled whether the span is to be exported
     * @return the context
     */
    static TraceContext of(long traceIdHigh, long traceIdLow, long spanId, long parentSpanId, boolean sampled) {
        return new TraceIds(traceIdHigh, traceIdLow, spanId, parentSpanId, sampled);
    }

    /**
     * The context of a request whose {@code traceparent} the load tool made itself: its span gets just these ids.
     *
     * @param traceparent a header of version 00 or later, {@code 00-<trace id>-<span id>-<flags>}
     * @return the context, not valid where the header is not
     */
    static TraceContext ofTraceparent(String traceparent) {
        return Traceparent.parse(traceparent);
    }

    /**
     * The first half of the trace id.
     *
     * @return 64 bits
     */
    long traceIdHigh();

    /**
     * The second half of the trace id.
     *
     * @return 64 bits
     */
    long traceIdLow();

    /**
     * The id of the span.
     *
     * @return 64 bits, 0 where there is none
     */
    long spanId();

    /**
     * The id of the span above this one.
     *
     * @return 64 bits, 0 where there is none
     */
    long parentSpanId();

    /**
     * Whether it was decided at the start that the span is exported. A request that fails or is slow may be exported
     * though it was not.
     *
     * @return the flag {@code sampled} of {@link #traceparent()}
     */
    boolean sampled();

    /**
     * Whether only the cap on spans per second kept it from being {@link #sampled()}.
     *
     * @return by default false
     */
    default boolean limited() {
        return false;
    }

    /**
     * Whether there is a span.
     *
     * @return whether the ids are what the recommendation calls valid: not 0
     */
    default boolean isValid() {
        return spanId() != 0 && (traceIdHigh() | traceIdLow()) != 0;
    }

    /**
     * The trace id as it is written. Allocates the text.
     *
     * @return 32 hexadecimal digits in lower case
     */
    default String traceId() {
        StringBuilder text = new StringBuilder(32);
        Traceparent.appendHex(text, traceIdHigh());
        Traceparent.appendHex(text, traceIdLow());
        return text.toString();
    }

    /**
     * The value of the header {@code traceparent} to send with the request. Allocates the text; see
     * {@link #appendTraceparent(StringBuilder)}.
     *
     * @return 55 characters, or none where there is nothing to send
     */
    default String traceparent() {
        StringBuilder text = new StringBuilder(Traceparent.LENGTH);
        appendTraceparent(text);
        return text.toString();
    }

    /**
     * Appends the value of the header {@code traceparent}. Allocates nothing where the builder has room.
     *
     * @param to gets 55 characters, or none where there is nothing to send
     */
    default void appendTraceparent(StringBuilder to) {
        if (isValid()) {
            Traceparent.append(to, this);
        }
    }
}
