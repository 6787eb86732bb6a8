package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.SampleEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped schema takes what is written, and refuses what is not. */
class SchemaTest {

    @TempDir
    Path folder;

    private List<JsonNode> lines = List.of();

    @BeforeEach
    void writeEveryKind() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (RecorderHarness harness = harness(file)) {
            harness.recordBatch(SampleEvents.everyKind());
            for (int i = 1; i < SampleEvents.HOSTILE_TEXTS.size(); i++) {
                harness.recordBatch(SampleEvents.hostile(SampleEvents.HOSTILE_TEXTS.get(i), i));
            }
            assertThat(harness.failures()).isEmpty();
        }
        lines = Lines.read(file);
    }

    private static RecorderHarness harness(Path file) throws Exception {
        return RecorderHarness.start(
                new JsonRecorderProvider(),
                Map.of("telemetry.json.path", file.toString(), "telemetry.json.requests", "all"));
    }

    @Test
    void everyLineIsValid() {
        assertThat(lines.size()).isGreaterThan(SampleEvents.everyKind().size());
        assertThat(lines)
                .extracting(line -> line.path("type").asText())
                .contains("event", "metric", "stats", "request", "iteration");
        Lines.assertValid(lines);
    }

    @Test
    void everyEventIsOneLineWithItsTime() throws IOException {
        List<TelemetryEvent> events = SampleEvents.everyKind();
        TimeText time = new TimeText();
        for (int i = 0; i < events.size(); i++) {
            LineBuffer expected = new LineBuffer(32);
            time.put(expected, events.get(i).time());
            assertThat(lines.get(i).path("time").asText())
                    .as("%s", events.get(i))
                    .isEqualTo(new String(expected.copyWritten(), java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    @Test
    void commonFieldsComeFirstAndInOrder() {
        for (JsonNode line : lines) {
            assertThat(List.copyOf(((ObjectNode) line)
                            .properties().stream().map(Map.Entry::getKey).toList()))
                    .startsWith(
                            "schema",
                            "time",
                            "type",
                            "name",
                            "run_id",
                            "test_plan",
                            "node",
                            "role",
                            "instance_id",
                            "labels");
        }
    }

    @Test
    void nothingIsEmptyOrNullWhereItsSourceIsNot() throws Exception {
        List<JsonNode> plain = lines.subList(0, SampleEvents.everyKind().size());
        for (JsonNode line : plain) {
            assertThat(line.toString())
                    .doesNotContain("\"\"")
                    .doesNotContain("null")
                    .doesNotContain("NaN");
        }
    }

    @Test
    void wrongLinesAreRefused() {
        for (String type : List.of("event", "metric", "stats", "request", "iteration")) {
            JsonNode line = Lines.ofType(lines, type).get(0);
            refused(line, wrong -> wrong.put("surprise", 1));
            refused(line, wrong -> wrong.put("schema", 2));
            refused(line, wrong -> wrong.put("schema", "1"));
            refused(line, wrong -> wrong.put("time", "2026-11-23T06:17:14Z"));
            refused(line, wrong -> wrong.put("time", "2026-11-23T06:17:14.123456+01:00"));
            refused(line, wrong -> wrong.put("type", "log"));
            refused(line, wrong -> wrong.put("role", "boss"));
            refused(line, wrong -> wrong.put("labels", "a=b"));
            for (String field : List.of("schema", "time", "type", "name", "run_id", "test_plan", "node", "role")) {
                refused(line, wrong -> wrong.remove(field));
            }
        }
    }

    @Test
    void wrongRequestLinesAreRefused() {
        JsonNode request = Lines.ofType(lines, "request").get(0);
        refused(request, wrong -> wrong.put("duration_ms", "1.5"));
        refused(request, wrong -> wrong.put("duration_ms", -1));
        refused(request, wrong -> wrong.put("outcome", "ok"));
        refused(request, wrong -> wrong.put("status_code", "200"));
        refused(request, wrong -> wrong.put("bytes_sent", -1));
        refused(request, wrong -> wrong.remove("request"));
        refused(request, wrong -> wrong.put("outcome", "success").put("error_type", "503"));
        refused(request, wrong -> wrong.put("outcome", "failure").remove("error_type"));
        refused(request, wrong -> wrong.putNull("status_code"));
    }

    @Test
    void wrongTracesAreRefused() {
        for (String type : List.of("request", "iteration")) {
            JsonNode traced = Lines.ofType(lines, type).stream()
                    .filter(line -> line.has("parent_span_id"))
                    .findFirst()
                    .orElseThrow();
            refused(traced, wrong -> wrong.put("trace_id", "0".repeat(32)));
            refused(traced, wrong -> wrong.put("trace_id", "4BF92F3577B34DA6A3CE929D0E0E4736"));
            refused(traced, wrong -> wrong.put("span_id", "0".repeat(16)));
            refused(traced, wrong -> wrong.put("span_id", "f067aa0ba902b7"));
            refused(traced, wrong -> wrong.put("parent_span_id", ""));
            refused(traced, wrong -> wrong.put("sampled", 1));
            for (String field : List.of("trace_id", "span_id", "sampled")) {
                refused(traced, wrong -> wrong.remove(field));
            }
        }
    }

    @Test
    void wrongStatisticsAreRefused() {
        JsonNode run = Lines.ofType(lines, "stats").stream()
                .filter(line -> line.path("service_time").has("histogram"))
                .findFirst()
                .orElseThrow();
        refused(run, wrong -> wrong.put("window", "interval"));
        refused(run, wrong -> ((ObjectNode) wrong.path("service_time")).remove("histogram_unit"));
        refused(run, wrong -> ((ObjectNode) wrong.path("service_time")).remove("p99_9_ms"));
        refused(run, wrong -> ((ObjectNode) wrong.path("service_time")).put("p95", 1));
        refused(run, wrong -> wrong.remove("requests"));
        refused(run, wrong -> wrong.put("scope", "some"));
        JsonNode endpoint = Lines.ofType(lines, "stats").stream()
                .filter(line -> line.path("scope").asText().equals("endpoint"))
                .findFirst()
                .orElseThrow();
        refused(endpoint, wrong -> wrong.remove("request"));
        refused(endpoint, wrong -> wrong.put("scope", "total"));
    }

    @Test
    void wrongEventsAreRefused() {
        JsonNode stop = Lines.named(lines, "test.stop").get(0);
        refused(stop, wrong -> wrong.remove("accounting"));
        refused(stop, wrong -> wrong.put("reason", "bored"));
        refused(stop, wrong -> wrong.put("name", "test.stopped"));
        refused(stop, wrong -> wrong.put("users", 3));
        refused(stop, wrong -> ((ObjectNode) wrong.path("accounting").get(0)).remove("pending"));
        JsonNode metric = Lines.ofType(lines, "metric").get(0);
        refused(metric, wrong -> wrong.put("value", "NaN"));
        refused(metric, wrong -> wrong.put("kind", "GAUGE"));
    }

    private static void refused(JsonNode line, Consumer<ObjectNode> change) {
        ObjectNode wrong = line.deepCopy();
        assertThat(Lines.errors(wrong.toString())).as("%s", wrong).isEmpty();
        change.accept(wrong);
        assertThat(Lines.errors(wrong.toString())).as("%s", wrong).isNotEmpty();
    }
}
