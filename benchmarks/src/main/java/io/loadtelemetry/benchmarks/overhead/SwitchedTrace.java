package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.api.IterationTrace;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.spi.MutableTraceContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The contexts of one virtual user, made by the subject whose turn it is; or always the same, where that traces nothing but the
 * load shall send a header all the same.
 */
abstract class SwitchedTrace extends MutableTraceContext {

    private final IntSupplier turn;
    private final BitSet headers;

    SwitchedTrace(IntSupplier turn, BitSet headers) {
        this.turn = turn;
        this.headers = headers;
    }

    final int turn() {
        return turn.getAsInt();
    }

    final void copy(TraceContext made) {
        if (!made.isValid() && headers.get(turn())) {
            set(1, 1, 1, 0, false);
            return;
        }
        set(made.traceIdHigh(), made.traceIdLow(), made.spanId(), made.parentSpanId(), made.sampled());
        if (made.limited()) {
            limit();
        }
    }

    static final class OfIteration extends SwitchedTrace implements IterationTrace {

        private final IntSupplier turn;
        private final BitSet headers;
        private final List<OfRequest> requests = new ArrayList<>();
        private List<IterationTrace> subjects = List.of();

        OfIteration(IntSupplier turn, BitSet headers) {
            super(turn, headers);
            this.turn = turn;
            this.headers = headers;
        }

        /** Plugs the subjects in, before the load runs. */
        void connect(List<IterationTrace> traces) {
            subjects = traces;
            for (OfRequest request : requests) {
                request.subjects = traces.stream().map(IterationTrace::request).toList();
            }
        }

        @Override
        public void begin() {
            IterationTrace made = subjects.get(turn());
            made.begin();
            copy(made);
        }

        @Override
        public RequestTrace request() {
            OfRequest request = new OfRequest(turn, headers);
            requests.add(request);
            return request;
        }
    }

    static final class OfRequest extends SwitchedTrace implements RequestTrace {

        private List<RequestTrace> subjects = List.of();

        OfRequest(IntSupplier turn, BitSet headers) {
            super(turn, headers);
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
