package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.api.IterationTrace;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.spi.MutableTraceContext;
import java.util.List;
import java.util.function.IntSupplier;

/** The contexts of one virtual user, made by the subject whose turn it is. */
abstract class SwitchedTrace extends MutableTraceContext {

    private final IntSupplier turn;

    SwitchedTrace(IntSupplier turn) {
        this.turn = turn;
    }

    final int turn() {
        return turn.getAsInt();
    }

    final void copy(TraceContext made) {
        set(made.traceIdHigh(), made.traceIdLow(), made.spanId(), made.parentSpanId(), made.sampled());
        if (made.limited()) {
            limit();
        }
    }

    static final class OfIteration extends SwitchedTrace implements IterationTrace {

        private final IntSupplier turn;
        private final List<IterationTrace> subjects;

        OfIteration(IntSupplier turn, List<IterationTrace> subjects) {
            super(turn);
            this.turn = turn;
            this.subjects = subjects;
        }

        @Override
        public void begin() {
            IterationTrace made = subjects.get(turn());
            made.begin();
            copy(made);
        }

        @Override
        public RequestTrace request() {
            return new OfRequest(
                    turn, subjects.stream().map(IterationTrace::request).toList());
        }
    }

    static final class OfRequest extends SwitchedTrace implements RequestTrace {

        private final List<RequestTrace> subjects;

        OfRequest(IntSupplier turn, List<RequestTrace> subjects) {
            super(turn);
            this.subjects = subjects;
        }

        @Override
        public void begin() {
            RequestTrace made = subjects.get(turn());
            made.begin();
            copy(made);
        }

        @Override
        public String baggage() {
            return subjects.get(turn()).baggage();
        }
    }
}
