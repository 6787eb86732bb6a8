package io.loadtelemetry.api;

import io.loadtelemetry.api.spi.MutableTraceContext;

/** Contexts where nothing is traced: always empty. */
final class NoTrace extends MutableTraceContext implements RequestTrace, IterationTrace {

    static final NoTrace INSTANCE = new NoTrace();

    private NoTrace() {}

    @Override
    public void begin() {}

    @Override
    public RequestTrace request() {
        return this;
    }

    @Override
    public String baggage() {
        return "";
    }
}
