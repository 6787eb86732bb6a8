package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.fuzz.Input;
import io.loadtelemetry.testkit.SampleEvents;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whatever an event carries, it is one line of JSON from which the texts read back. */
public final class JsonLinesFuzz {

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final int MOST_EVENTS = 4;

    private JsonLinesFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
        Input input = new Input(bytes);
        String plan = "p" + input.text();
        RunIdentity run = new RunIdentity("run-1", plan, Instant.EPOCH, attributes(input));
        TelemetryEvent[] events = new TelemetryEvent[1 + input.next(MOST_EVENTS)];
        Captured output = new Captured();
        GivenRun context = new GivenRun(run);
        JsonRecorder recorder = new JsonRecorder(context, 1, output);
        for (int i = 0; i < events.length; i++) {
            events[i] = event(input);
            recorder.record(events[i]);
        }
        recorder.close();
        check(context.told().isEmpty(), "dropped or warned: " + context.told());
        String written = output.text();
        String[] lines = written.split("\n", -1);
        check(lines.length == events.length + 1 && lines[events.length].isEmpty(), lines.length + " lines");
        for (int i = 0; i < events.length; i++) {
            JsonNode line = STRICT.readTree(lines[i]);
            same(line.path("test_plan").asText(), plan);
            compare(events[i], line);
        }
    }

    private static TelemetryEvent event(Input input) {
        long time = input.number();
        return switch (input.next(3)) {
            case 0 -> new Annotation(time, input.text(), new LinkedHashMap<>(attributes(input)));
            case 1 ->
                new MetricEvent(
                        time,
                        "loadtest.x",
                        MetricEvent.Kind.GAUGE,
                        input.text(),
                        Double.longBitsToDouble(input.number()),
                        attributes(input));
            default ->
                SampleEvents.request(
                        Endpoint.of("M" + input.text(), "N" + input.text()).withScenario("S" + input.text()),
                        input.next(),
                        input.number());
        };
    }

    private static Map<String, String> attributes(Input input) {
        Map<String, String> attributes = new LinkedHashMap<>();
        int count = input.next(4);
        for (int i = 0; i < count; i++) {
            attributes.put("a" + input.text(), input.text());
        }
        return attributes;
    }

    private static void compare(TelemetryEvent event, JsonNode line) {
        if (event instanceof Annotation annotation) {
            same(line.path("name").asText(), annotation.name());
        } else if (event instanceof MetricEvent metric) {
            same(line.path("unit").asText(), metric.unit());
        } else if (event instanceof io.loadtelemetry.api.event.RequestEvent request) {
            same(line.path("request").asText(), request.endpoint().name());
            same(line.path("scenario").asText(), request.endpoint().scenario());
        }
    }

    /** The same, or where it was too long its beginning, marked as cut. */
    private static void same(String read, @org.jspecify.annotations.Nullable String given) {
        String wanted = String.valueOf(given);
        boolean cut = read.endsWith("…") && wanted.startsWith(read.substring(0, read.length() - 1));
        check(read.equals(wanted) || cut, "read back [" + read + "] instead of [" + wanted + "]");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
