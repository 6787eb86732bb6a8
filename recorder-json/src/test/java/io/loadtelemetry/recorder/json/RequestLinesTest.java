package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.testkit.IterationSample;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.RequestSample;
import io.loadtelemetry.testkit.SampleEvents;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLinesTest {

    private static final long START = 1_767_323_045_999_000_000L;

    @TempDir
    Path folder;

    @Test
    void aRequestIsWrittenWithAllThatIsKnown() throws Exception {
        Endpoint endpoint = Endpoint.of("GET", "/cart/{id}")
                .withScenario("checkout")
                .withGroup("basket")
                .withTag("region", "eu");
        JsonNode line = write(
                new RequestSample(endpoint, 3, START, START + 1_234_567, START - 1_000_000, "timeout", 504, 17, 4711));
        assertThat(line.toString())
                .endsWith(
                        "\"method\":\"GET\",\"request\":\"/cart/{id}\",\"scenario\":\"checkout\",\"group\":\"basket\","
                                + "\"tags\":{\"region\":\"eu\"},\"start\":\"2026-01-02T03:04:05.999000Z\",\"duration_ms\":1.234567,"
                                + "\"response_time_ms\":2.234567,\"outcome\":\"failure\",\"error_type\":\"timeout\",\"status_code\":504,"
                                + "\"bytes_sent\":17,\"bytes_received\":4711}");
        assertThat(line.path("time").asText()).isEqualTo("2026-01-02T03:04:06.000234Z");
    }

    @Test
    void whatIsNotKnownIsLeftOut() throws Exception {
        JsonNode line = write(new RequestSample(Endpoint.of("login"), 0, START, START));
        assertThat(line.toString())
                .endsWith("\"request\":\"login\",\"start\":\"2026-01-02T03:04:05.999000Z\",\"duration_ms\":0,"
                        + "\"outcome\":\"success\"}");
    }

    @Test
    void theTraceComesLast() throws Exception {
        RequestSample request = new RequestSample(Endpoint.of("login"), 0, START, START);
        TraceContext child = TraceContext.of(0x4bf9, 1, 0xf067_aa0b_a902_b700L, 0xb7, true);
        assertThat(write(request.withTrace(child)).toString())
                .endsWith("\"outcome\":\"success\",\"trace_id\":\"0000000000004bf90000000000000001\","
                        + "\"span_id\":\"f067aa0ba902b700\",\"parent_span_id\":\"00000000000000b7\",\"sampled\":true}");
        TraceContext root = TraceContext.of(0x4bf9, 1, 2, 0, false);
        assertThat(write(request.withTrace(root)).toString())
                .endsWith("\"trace_id\":\"0000000000004bf90000000000000001\",\"span_id\":\"0000000000000002\","
                        + "\"sampled\":false}");
        assertThat(write(new IterationSample("buy", 0, START, START, child)).toString())
                .endsWith("\"duration_ms\":0,\"trace_id\":\"0000000000004bf90000000000000001\","
                        + "\"span_id\":\"f067aa0ba902b700\",\"parent_span_id\":\"00000000000000b7\",\"sampled\":true}");
    }

    @Test
    void endpointsAreNotMixedUpWhenAnIndexIsReused() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (RecorderHarness harness = start(file, "all")) {
            for (int i = 0; i < 300; i++) {
                harness.record(new RequestSample(Endpoint.of("/" + i), i % 100, START, START + i));
            }
        }
        assertThat(Lines.read(file))
                .extracting(line -> line.path("request").asText())
                .containsExactlyElementsOf(
                        IntStream.range(0, 300).mapToObj(i -> "/" + i).toList());
    }

    @Test
    void aRatioTakesItsShareAndReportsTheRest() throws Exception {
        Path file = folder.resolve("run.jsonl");
        int requests = 100_000;
        List<RequestSample> batch = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            batch.add(SampleEvents.request(Endpoint.of("GET", "/x"), 0, i));
        }
        long sampled;
        try (RecorderHarness harness = start(file, "0.1")) {
            harness.recordBatch(batch);
            sampled = harness.accounting().dropped().getOrDefault(DropReason.SAMPLED, 0L);
            assertThat(harness.accounting().recorded()).isEqualTo(requests - sampled);
        }
        List<JsonNode> lines = Lines.read(file);
        assertThat(lines).hasSize((int) (requests - sampled));
        // Six standard deviations of a fair choice, of all and of the failures among them, which are every second one.
        assertThat(lines.size()).isCloseTo(requests / 10, within(570));
        assertThat(lines.stream().filter(line -> line.has("error_type")).count())
                .isCloseTo(requests / 20, within(410L));
    }

    @Test
    void requestsAreNotEvenAskedForByDefault() throws Exception {
        try (RecorderHarness harness = start(folder.resolve("a"), "none")) {
            assertThat(harness.wantsRequests()).isFalse();
        }
        try (RecorderHarness harness = start(folder.resolve("b"), "1e-3")) {
            assertThat(harness.wantsRequests()).isTrue();
        }
    }

    @Test
    void aLineAllocatesNothing() throws Exception {
        RecorderHarness harness = start(folder.resolve("run.jsonl"), "all");
        RequestLines lines = new RequestLines(new CommonFields(harness.context()));
        harness.close();
        LineBuffer out = new LineBuffer(64 * 1024);
        List<Endpoint> endpoints = IntStream.range(0, 50)
                .mapToObj(i -> Endpoint.of("GET", "/" + i))
                .toList();
        RequestSample[] requests = new RequestSample[1000];
        for (int i = 0; i < requests.length; i++) {
            // Seconds that change with every request, back and forth.
            requests[i] = SampleEvents.request(endpoints.get(i % 50), i % 50, i * 700L % 3000)
                    .withTrace(SampleEvents.trace(i + 1, i % 3, i % 2 == 0));
        }
        IterationSample iteration = new IterationSample("buy", 0, START, START + 5, SampleEvents.trace(7, 0, true));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (RequestSample request : requests) {
                lines.write(out, request);
                lines.write(out, iteration);
                if (out.size() > 50_000) {
                    out.clear();
                }
            }
            least = Math.min(
                    least,
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        // What is asked for itself may allocate a little; a thousand lines do not.
        assertThat(least).isLessThan(1000);
    }

    private JsonNode write(TelemetryEvent request) throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (RecorderHarness harness = start(file, "all")) {
            harness.record(request);
        }
        List<JsonNode> lines = Lines.read(file);
        Lines.assertValid(lines);
        return lines.get(lines.size() - 1);
    }

    private static RecorderHarness start(Path file, String requests) throws Exception {
        return RecorderHarness.start(
                new JsonRecorderProvider(),
                Map.of("telemetry.json.path", file.toString(), "telemetry.json.requests", requests));
    }
}
