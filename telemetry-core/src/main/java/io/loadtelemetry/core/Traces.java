package io.loadtelemetry.core;

import io.loadtelemetry.api.IterationTrace;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.MutableTraceContext;
import io.loadtelemetry.api.spi.Tracing;
import org.jspecify.annotations.Nullable;

/** Hands out trace contexts, which the recorder that exports spans fills in; empty ones where there is none. */
final class Traces {

    private final @Nullable Tracing tracing;
    private final RunIdentity run;

    Traces(@Nullable Tracing tracing, RunIdentity run) {
        this.tracing = tracing;
        this.run = run;
    }

    RequestTrace request() {
        return new Request(tracing, null, Baggage.of(run, null));
    }

    IterationTrace iteration(String scenario) {
        return new Iteration(tracing, Baggage.of(run, scenario));
    }

    private static void begin(
            @Nullable Tracing tracing, MutableTraceContext context, @Nullable MutableTraceContext parent) {
        if (tracing == null) {
            return;
        }
        try {
            tracing.begin(context, parent);
        } catch (Throwable e) {
            // The load goes on, without a trace.
            context.clear();
        }
    }

    private static final class Request extends MutableTraceContext implements RequestTrace {

        private final @Nullable Tracing tracing;
        private final @Nullable Iteration parent;
        private final String baggage;

        Request(@Nullable Tracing tracing, @Nullable Iteration parent, String baggage) {
            this.tracing = tracing;
            this.parent = parent;
            this.baggage = baggage;
        }

        @Override
        public void begin() {
            Traces.begin(tracing, this, parent);
        }

        @Override
        public String baggage() {
            return baggage;
        }
    }

    private static final class Iteration extends MutableTraceContext implements IterationTrace {

        private final @Nullable Tracing tracing;
        private final String baggage;

        Iteration(@Nullable Tracing tracing, String baggage) {
            this.tracing = tracing;
            this.baggage = baggage;
        }

        @Override
        public void begin() {
            Traces.begin(tracing, this, null);
        }

        @Override
        public RequestTrace request() {
            return new Request(tracing, this, baggage);
        }
    }
}
