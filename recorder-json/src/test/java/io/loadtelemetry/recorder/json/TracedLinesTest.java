package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.IterationTrace;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.api.spi.Tracing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of the real library whose traces another recorder makes: the lines name the very spans that were sent. */
@Timeout(60)
class TracedLinesTest {

    /** Every second trace is sampled; a request belongs to the trace of its iteration. */
    private static final Tracing EVERY_SECOND = (context, parent) -> context.set(
            parent == null ? context.randomId() : parent.traceIdHigh(),
            parent == null ? context.randomId() : parent.traceIdLow(),
            context.randomId(),
            parent == null ? 0 : parent.spanId(),
            parent == null ? !context.sampled() : parent.sampled());

    /** Makes contexts and records nothing. */
    private static final class Tracer implements RecorderProvider, Recorder {

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
            return EVERY_SECOND;
        }

        @Override
        public void record(TelemetryEvent event) {}
    }

    @TempDir
    Path folder;

    private final List<String> requests = new ArrayList<>();
    private final List<String> iterations = new ArrayList<>();

    @Test
    void theLinesNameTheSpansThatWereSent() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (Telemetry telemetry = Telemetry.builder("traced")
                .recorder(new Tracer())
                .set("telemetry.recorders", "json,tracer")
                .set("telemetry.json.path", file.toString())
                .set("telemetry.json.requests", "all")
                .set("telemetry.ring.full", "block")
                .start()) {
            load(telemetry);
        }

        List<JsonNode> lines = Lines.read(file);
        Lines.assertValid(lines);
        assertThat(Lines.ofType(lines, "request"))
                .extracting(TracedLinesTest::fields)
                .containsExactlyElementsOf(requests);
        assertThat(Lines.ofType(lines, "iteration"))
                .extracting(TracedLinesTest::fields)
                .containsExactlyElementsOf(iterations);
        assertThat(iterations).filteredOn(text -> text.endsWith(" true")).hasSize(100);
    }

    private void load(Telemetry telemetry) {
        RequestRecorder cart = telemetry.request("GET", "/cart");
        IterationRecorder checkout = telemetry.iteration("checkout");
        IterationTrace iteration = checkout.trace();
        RequestTrace request = iteration.request();
        for (int i = 0; i < 200; i++) {
            iteration.begin();
            request.begin();
            long now = telemetry.now();
            cart.success(request, now, now, 10);
            requests.add(text(request));
            cart.success(now, now);
            requests.add("   ");
            checkout.record(iteration, now, now);
            iterations.add(text(iteration));
        }
    }

    /** By the text of the header that is sent, which another part of the library writes. */
    private static String text(TraceContext trace) {
        String[] header = trace.traceparent().split("-", -1);
        String parent = trace.parentSpanId() == 0 ? "" : String.format("%016x", trace.parentSpanId());
        return header[1] + " " + header[2] + " " + parent + " " + header[3].equals("01");
    }

    private static String fields(JsonNode line) {
        return line.path("trace_id").asText() + " " + line.path("span_id").asText() + " "
                + line.path("parent_span_id").asText() + " "
                + line.path("sampled").asText();
    }
}
