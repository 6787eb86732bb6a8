package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.api.spi.Tracing;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What virtual users record is what they sent, and what the target makes its spans of. */
@Timeout(60)
class TracedLoadTest {

    /** Samples every second trace. */
    private static final class Tracer implements RecorderProvider, Recorder {

        /** The parents of the requests, by span. */
        private final Map<Long, Long> sampled = new HashMap<>();

        private final Set<Long> others = new HashSet<>();
        private final Set<Long> iterations = new HashSet<>();

        @Override
        public String id() {
            return "tracer";
        }

        @Override
        public Recorder create(RecorderContext context) {
            return this;
        }

        @Override
        public Tracing tracing() {
            return (context, parent) -> context.set(
                    parent == null ? context.randomId() : parent.traceIdHigh(),
                    parent == null ? context.randomId() : parent.traceIdLow(),
                    context.randomId(),
                    parent == null ? 0 : parent.spanId(),
                    parent == null ? !context.sampled() : parent.sampled());
        }

        @Override
        public void record(TelemetryEvent event) {
            if (event instanceof RequestEvent request) {
                TraceContext trace = trace(request.trace());
                if (trace.sampled()) {
                    sampled.put(trace.spanId(), trace.parentSpanId());
                } else {
                    others.add(trace.spanId());
                }
            } else if (event instanceof IterationEvent iteration) {
                iterations.add(trace(iteration.trace()).spanId());
            }
        }

        private static TraceContext trace(@Nullable TraceContext trace) {
            return Objects.requireNonNull(trace, "a request or iteration without its trace");
        }
    }

    @Test
    void clientAndServerSpeakOfTheSameSpans() throws Exception {
        Tracer tracer = new Tracer();
        LoadShape shape = DemoOptions.parse("--duration", "2s", "--ramp", "0", "--users", "10")
                .shape();
        try (OtlpReceiver receiver = OtlpReceiver.start();
                Target target = Target.start(7)) {
            HttpDefaults.apply();
            try (ServerSpans spans = ServerSpans.start(receiver.endpoint());
                    Telemetry telemetry = Telemetry.builder("traced")
                            .recorder(tracer)
                            .set("telemetry.recorders", "tracer")
                            .start()) {
                target.instrument(spans);
                StopSwitch stop = new StopSwitch();
                assertThat(new Load(telemetry, new HttpCalls(telemetry, target.uri(), null), shape, stop, true)
                                .run(() -> {}))
                        .isZero();
            }

            assertThat(tracer.sampled).isNotEmpty();
            assertThat(tracer.others).isNotEmpty();
            assertThat(target.served().total()).isEqualTo(tracer.sampled.size() + tracer.others.size());
            assertThat(target.sampled().count()).isEqualTo(tracer.sampled.size());
            assertThat(target.sampled().missing(tracer.sampled.keySet())).isZero();
            assertThat(tracer.iterations).isNotEmpty();
            assertThat(tracer.sampled.values()).anyMatch(tracer.iterations::contains);
            assertThat(receiver.spans())
                    .extracting(TracedLoadTest::parent)
                    .containsExactlyInAnyOrderElementsOf(tracer.sampled.keySet());
        }
    }

    private static long parent(Span span) {
        return ByteBuffer.wrap(span.getParentSpanId().toByteArray()).getLong();
    }
}
