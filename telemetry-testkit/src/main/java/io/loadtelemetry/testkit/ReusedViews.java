package io.loadtelemetry.testkit;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one request and the one iteration a lane hands over again and again. Outside of the call they hold nonsense, and
 * whoever reads them then is told on.
 */
final class ReusedViews {

    private static final String NONSENSE = "read after the call";

    private final Consumer<String> misuse;
    private final Request request = new Request();
    private final Iteration iteration = new Iteration();
    private volatile @Nullable Thread reader;

    ReusedViews(Consumer<String> misuse) {
        this.misuse = misuse;
    }

    /** The event as a recorder gets it; to be followed by {@link #scramble()}. */
    TelemetryEvent of(TelemetryEvent event) {
        reader = Thread.currentThread();
        if (event instanceof RequestEvent original) {
            request.values = original;
            request.trace.values = original.trace();
            return request;
        }
        if (event instanceof IterationEvent original) {
            iteration.values = original;
            iteration.trace.values = original.trace();
            return iteration;
        }
        return event;
    }

    void scramble() {
        reader = null;
        request.values = Request.SCRAMBLED;
        request.trace.values = Request.SCRAMBLED.trace();
        iteration.values = Iteration.SCRAMBLED;
        iteration.trace.values = Iteration.SCRAMBLED.trace();
    }

    private void read(String what) {
        if (Thread.currentThread() != reader) {
            misuse.accept(what + " was read outside of the call that handed the event over, by "
                    + Thread.currentThread().getName());
        }
    }

    private final class Request implements RequestEvent {

        private static final RequestEvent SCRAMBLED = new RequestSample(
                        Endpoint.of(NONSENSE, NONSENSE), 0, 1, 2, 1, NONSENSE, 999, 999, 999)
                .withTrace(TraceContext.of(999, 999, 999, 999, true));

        private final Trace trace = new Trace();
        private volatile RequestEvent values = SCRAMBLED;

        private RequestEvent values(String what) {
            read("RequestEvent." + what);
            return values;
        }

        @Override
        public Endpoint endpoint() {
            return values("endpoint()").endpoint();
        }

        @Override
        public int endpointIndex() {
            return values("endpointIndex()").endpointIndex();
        }

        @Override
        public long start() {
            return values("start()").start();
        }

        @Override
        public long end() {
            return values("end()").end();
        }

        @Override
        public long intendedStart() {
            return values("intendedStart()").intendedStart();
        }

        @Override
        public @Nullable String errorType() {
            return values("errorType()").errorType();
        }

        @Override
        public int statusCode() {
            return values("statusCode()").statusCode();
        }

        @Override
        public long bytesSent() {
            return values("bytesSent()").bytesSent();
        }

        @Override
        public long bytesReceived() {
            return values("bytesReceived()").bytesReceived();
        }

        @Override
        public @Nullable TraceContext trace() {
            return values("trace()").trace() == null ? null : trace;
        }
    }

    private final class Iteration implements IterationEvent {

        private static final IterationEvent SCRAMBLED =
                new IterationSample(NONSENSE, 0, 1, 2, TraceContext.of(999, 999, 999, 999, true));

        private final Trace trace = new Trace();
        private volatile IterationEvent values = SCRAMBLED;

        private IterationEvent values(String what) {
            read("IterationEvent." + what);
            return values;
        }

        @Override
        public String scenario() {
            return values("scenario()").scenario();
        }

        @Override
        public int scenarioIndex() {
            return values("scenarioIndex()").scenarioIndex();
        }

        @Override
        public long start() {
            return values("start()").start();
        }

        @Override
        public long end() {
            return values("end()").end();
        }

        @Override
        public @Nullable TraceContext trace() {
            return values("trace()").trace() == null ? null : trace;
        }
    }

    private final class Trace implements TraceContext {

        private volatile @Nullable TraceContext values;

        private TraceContext values(String what) {
            read("TraceContext." + what);
            TraceContext current = values;
            if (current == null) {
                throw new IllegalStateException("TraceContext." + what + " of an event that has none");
            }
            return current;
        }

        @Override
        public long traceIdHigh() {
            return values("traceIdHigh()").traceIdHigh();
        }

        @Override
        public long traceIdLow() {
            return values("traceIdLow()").traceIdLow();
        }

        @Override
        public long spanId() {
            return values("spanId()").spanId();
        }

        @Override
        public long parentSpanId() {
            return values("parentSpanId()").parentSpanId();
        }

        @Override
        public boolean sampled() {
            return values("sampled()").sampled();
        }
    }
}
