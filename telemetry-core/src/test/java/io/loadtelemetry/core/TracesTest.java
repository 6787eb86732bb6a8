package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.IterationTrace;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Tracing;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TracesTest {

    /** Every second one is sampled; a request belongs to the trace of its iteration. */
    private static final Tracing EVERY_SECOND = (context, parent) -> context.set(
            parent == null ? context.randomId() : parent.traceIdHigh(),
            parent == null ? context.randomId() : parent.traceIdLow(),
            context.randomId(),
            parent == null ? 0 : parent.spanId(),
            !context.sampled());

    /** Keeps the contexts of what it gets, in its order. */
    private static final class TraceKeeper extends ListRecorder {

        private final @Nullable Tracing tracing;
        private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
        private final List<String> iterations = Collections.synchronizedList(new ArrayList<>());

        TraceKeeper(@Nullable Tracing tracing) {
            super("keeper");
            this.tracing = tracing;
        }

        @Override
        public @Nullable Tracing tracing() {
            return tracing;
        }

        @Override
        public void record(TelemetryEvent event) throws Exception {
            super.record(event);
            if (event instanceof RequestEvent request) {
                requests.add(text(request.trace()));
                assertThat(text(request.copy().trace())).isEqualTo(text(request.trace()));
            } else if (event instanceof IterationEvent iteration) {
                iterations.add(text(iteration.trace()));
            }
        }

        static String text(@Nullable TraceContext trace) {
            return trace == null ? "none" : trace.traceparent() + " below " + trace.parentSpanId();
        }
    }

    @Test
    void requestsAndIterationsCarryTheirContext() {
        TraceKeeper keeper = new TraceKeeper(EVERY_SECOND);
        List<String> begunRequests = new ArrayList<>();
        List<String> begunIterations = new ArrayList<>();
        try (Telemetry telemetry = RunTest.run(keeper).start()) {
            RequestRecorder cart = telemetry.request("GET", "/cart");
            IterationRecorder checkout = telemetry.iteration("checkout");
            IterationTrace iteration = checkout.trace();
            RequestTrace request = iteration.request();
            for (int i = 0; i < 1000; i++) {
                iteration.begin();
                request.begin();
                assertThat(request.traceId()).isEqualTo(iteration.traceId());
                assertThat(request.parentSpanId()).isEqualTo(iteration.spanId());
                cart.success(request, i, i + 1, 10);
                begunRequests.add(TraceKeeper.text(request));
                cart.success(i, i + 1);
                begunRequests.add("none");
                checkout.record(iteration, i, i + 2);
                begunIterations.add(TraceKeeper.text(iteration));
            }
        }

        assertThat(keeper.requests).isEqualTo(begunRequests);
        assertThat(keeper.iterations).isEqualTo(begunIterations);
        assertThat(keeper.iterations).doesNotHaveDuplicates();
        assertThat(keeper.iterations).filteredOn(text -> text.contains("-01 ")).hasSize(500);
    }

    @Test
    void withoutARecorderThatTracesThereIsNothingToSend() {
        TraceKeeper keeper = new TraceKeeper(null);
        try (Telemetry telemetry = RunTest.run(keeper).start()) {
            RequestTrace trace = telemetry.trace();
            trace.begin();
            assertThat(trace.isValid()).isFalse();
            assertThat(trace.traceparent()).isEmpty();
            telemetry.request("GET", "/cart").success(trace, 1, 2, 3);
        }

        assertThat(keeper.requests).containsExactly("none");
    }

    @Test
    void aContextThatIsNullOrNotValidIsAsGoodAsNone() {
        TraceKeeper keeper = new TraceKeeper(EVERY_SECOND);
        try (Telemetry telemetry = RunTest.run(keeper).start()) {
            RequestRecorder cart = telemetry.request("GET", "/cart");
            cart.success(null, 1, 2, 3);
            cart.failure(TraceContext.ofTraceparent("rubbish"), 1, 2, "500", 3);
            telemetry.iteration("buy").record(null, 1, 2);
        }

        assertThat(keeper.requests).containsExactly("none", "none");
        assertThat(keeper.iterations).containsExactly("none");
    }

    @Test
    void whatTheMakerOfContextsThrowsIsKeptFromTheLoad() {
        TraceKeeper keeper = new TraceKeeper((context, parent) -> {
            context.set(1, 2, 3, 4, true);
            throw new StackOverflowError();
        });
        try (Telemetry telemetry = RunTest.run(keeper).start()) {
            RequestTrace trace = telemetry.trace();
            trace.begin();
            assertThat(trace.isValid()).isFalse();
            telemetry.request("GET", "/cart").success(trace, 1, 2, 3);
        }

        assertThat(keeper.requests).containsExactly("none");
    }

    @Test
    void baggageNamesTheRunInTheWayOfTheRecommendation() {
        try (Telemetry telemetry = Telemetry.builder("peak; größer, 100 %")
                .recorder(new TraceKeeper(null))
                .start()) {
            String run = "loadtest.run.id=" + telemetry.run().runId()
                    + ",loadtest.test_plan=peak%3B%20gr%C3%B6%C3%9Fer%2C%20100%20%25";
            assertThat(telemetry.trace().baggage()).isEqualTo(run);
            assertThat(telemetry.iteration("check out").trace().request().baggage())
                    .isEqualTo(run + ",loadtest.scenario=check%20out");
        }
    }

    @Test
    void tracedRequestsAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Telemetry telemetry = RunTest.run(new TraceKeeper(EVERY_SECOND)).start()) {
            RequestRecorder cart = telemetry.request(Endpoint.of("GET", "/cart"));
            RequestTrace trace = telemetry.trace();
            StringBuilder header = new StringBuilder(55);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 2_000; i++) {
                    trace.begin();
                    header.setLength(0);
                    trace.appendTraceparent(header);
                    cart.success(trace, i, i + 1, 3);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(Objects.toString(header)).hasSize(55);
            assertThat(least).as("bytes for 2,000 requests").isZero();
        }
    }
}
