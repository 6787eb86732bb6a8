package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.IterationTrace;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TraceContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The telemetry that the load sees: one of several, chosen while the load runs, so that all of them are called by the same
 * code on the same threads over the same connections. Costs each the same, a read and an indirect call.
 */
final class Switch extends BareTelemetry {

    /** One in so many may have no answer. */
    private static final long TOLERATED = 10_000;

    private final List<Requests> requests = new ArrayList<>();
    private final List<Iterations> iterations = new ArrayList<>();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    /** Which subjects' requests have a header though nothing is traced. */
    private final BitSet headers = new BitSet();

    private Telemetry[] subjects = {};
    private volatile Telemetry active = new Off();
    private volatile int index = -1;

    /** Plugs the subjects in, after the load resolved its endpoints and before it runs. */
    void connect(List<Telemetry> telemetries, BitSet withHeader) {
        headers.or(withHeader);
        subjects = telemetries.toArray(Telemetry[]::new);
        for (Requests recorder : requests) {
            recorder.subjects = telemetries.stream()
                    .map(telemetry -> telemetry.request(recorder.endpoint))
                    .toArray(RequestRecorder[]::new);
        }
        for (Iterations recorder : iterations) {
            recorder.subjects = telemetries.stream()
                    .map(telemetry -> telemetry.iteration(recorder.scenario))
                    .toArray(IterationRecorder[]::new);
            for (SwitchedTrace.OfIteration trace : recorder.traces) {
                trace.connect(Arrays.stream(recorder.subjects)
                        .map(IterationRecorder::trace)
                        .toList());
            }
        }
        choose(0);
    }

    /** From now on this one records. */
    void choose(int subject) {
        index = subject;
        active = subjects[subject];
    }

    /**
     * Tells of requests that ended without an answer, and fails where they are more than a few: then it was not the load
     * that was measured. Now and then the JDK's client finds a connection closed, and does not send a POST twice.
     */
    void requireAnswers(long sent) {
        if (!unanswered.isEmpty()) {
            System.err.println("without an answer: " + unanswered);
        }
        if (unanswered.size() * TOLERATED > sent) {
            throw new IllegalStateException(unanswered.size() + " of " + sent + " requests had no answer");
        }
    }

    @Override
    public long now() {
        return active.now();
    }

    @Override
    public RequestRecorder request(Endpoint endpoint) {
        Requests recorder = new Requests(endpoint);
        requests.add(recorder);
        return recorder;
    }

    @Override
    public IterationRecorder iteration(String scenario) {
        Iterations recorder = new Iterations(scenario);
        iterations.add(recorder);
        return recorder;
    }

    private final class Requests implements RequestRecorder {

        private final Endpoint endpoint;
        private RequestRecorder[] subjects = {};

        Requests(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public void record(
                long intendedStart,
                long start,
                long end,
                int statusCode,
                String errorType,
                long bytesSent,
                long bytesReceived) {
            record(null, intendedStart, start, end, statusCode, errorType, bytesSent, bytesReceived);
        }

        @Override
        public void record(
                TraceContext trace,
                long intendedStart,
                long start,
                long end,
                int statusCode,
                String errorType,
                long bytesSent,
                long bytesReceived) {
            if (statusCode == UNKNOWN) {
                unanswered.add(endpoint + " " + errorType + " after " + (end - start) / 1_000_000 + " ms");
            }
            subjects[index].record(trace, intendedStart, start, end, statusCode, errorType, bytesSent, bytesReceived);
        }

        @Override
        public Endpoint endpoint() {
            return endpoint;
        }
    }

    private final class Iterations implements IterationRecorder {

        private final String scenario;
        private final List<SwitchedTrace.OfIteration> traces = new ArrayList<>();
        private IterationRecorder[] subjects = {};

        Iterations(String scenario) {
            this.scenario = scenario;
        }

        @Override
        public void record(long start, long end) {
            subjects[index].record(start, end);
        }

        @Override
        public void record(TraceContext trace, long start, long end) {
            subjects[index].record(trace, start, end);
        }

        @Override
        public IterationTrace trace() {
            SwitchedTrace.OfIteration trace = new SwitchedTrace.OfIteration(() -> index, headers);
            traces.add(trace);
            return trace;
        }
    }
}
