package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RecorderDropped;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.TestStop;
import io.loadtelemetry.fuzz.Expect;
import io.loadtelemetry.fuzz.FuzzInput;
import io.loadtelemetry.testkit.IterationSample;
import io.loadtelemetry.testkit.RequestSample;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Makes events of an input, each with what its line has to say. */
final class FuzzedEvents {

    private FuzzedEvents() {}

    static LineCheck next(FuzzInput input) {
        return switch (input.below(7)) {
            case 0 -> request(input);
            case 1 -> iteration(input);
            case 2 -> annotation(input);
            case 3 -> metric(input);
            case 4 -> stats(input);
            case 5 -> stop(input);
            default -> dropped(input);
        };
    }

    private static LineCheck request(FuzzInput input) {
        String error = input.flag() ? input.text() : null;
        RequestSample event = new RequestSample(
                endpoint(input),
                input.below(4) - 1,
                input.number(),
                input.number(),
                input.flag() ? input.number() : -1,
                error,
                (int) input.number(),
                input.number(),
                input.number());
        return new LineCheck(event, line -> {
            ReadBack.endpoint(line, event.endpoint());
            ReadBack.text(line, "outcome", error == null ? "success" : "failure", 255);
            ReadBack.text(line, "error_type", error, 255);
            ReadBack.millis(line, "duration_ms", event.duration());
            ReadBack.known(line, "status_code", event.statusCode());
            ReadBack.known(line, "bytes_sent", event.bytesSent());
            ReadBack.known(line, "bytes_received", event.bytesReceived());
            if (event.responseTime() == -1) {
                Expect.that(!line.has("response_time_ms"), "a response time that is not known");
            } else {
                ReadBack.millis(line, "response_time_ms", event.responseTime());
            }
        });
    }

    private static LineCheck iteration(FuzzInput input) {
        IterationSample event = new IterationSample(input.text(), input.below(4) - 1, input.number(), input.number());
        return new LineCheck(event, line -> {
            ReadBack.text(line, "scenario", event.scenario(), 255);
            ReadBack.millis(line, "duration_ms", event.duration());
        });
    }

    private static LineCheck annotation(FuzzInput input) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (int i = input.below(4); i > 0; i--) {
            String name = input.text();
            switch (input.below(4)) {
                case 0 -> attributes.put(name, input.flag());
                case 1 -> attributes.put(name, input.number());
                case 2 -> attributes.put(name, Double.longBitsToDouble(input.number()));
                default -> attributes.put(name, input.text());
            }
        }
        Annotation event = new Annotation(input.number(), input.text(), attributes);
        return new LineCheck(event, line -> {
            ReadBack.text(line, "name", event.name(), 255);
            attributes(line.path("attributes"), attributes);
        });
    }

    private static void attributes(JsonNode read, Map<String, Object> attributes) {
        Map<String, Object> first = new LinkedHashMap<>();
        attributes.forEach((name, value) -> first.putIfAbsent(ReadBack.name(name), value));
        first.forEach((name, value) -> {
            if (value instanceof Boolean flag) {
                Expect.that(read.path(name).isBoolean(), name + " is no flag: " + read);
                Expect.equal(flag, read.path(name).booleanValue(), name);
            } else if (value instanceof Long number) {
                ReadBack.number(read, name, (long) number);
            } else if (value instanceof Double number) {
                ReadBack.number(read, name, (double) number);
            } else {
                ReadBack.text(read, name, value.toString(), 4096);
            }
        });
    }

    private static LineCheck metric(FuzzInput input) {
        MetricEvent event = new MetricEvent(
                input.number(),
                input.text(),
                input.oneOf(MetricEvent.Kind.values()),
                input.text(),
                Double.longBitsToDouble(input.number()),
                Map.of(input.text(), input.text()));
        return new LineCheck(event, line -> {
            ReadBack.text(line, "name", event.name(), 255);
            ReadBack.text(line, "unit", event.unit(), 255);
            ReadBack.number(line, "value", event.value());
            ReadBack.texts(line.path("attributes"), event.attributes());
        });
    }

    private static LineCheck stats(FuzzInput input) {
        RequestStats event = new RequestStats(
                input.oneOf(RequestStats.Window.values()),
                input.number(),
                input.number(),
                endpoint(input),
                null,
                OptionalLong.of(input.number()),
                input.number(),
                input.number(),
                input.number(),
                input.number(),
                null,
                null,
                Map.of(input.text(), input.number()));
        return new LineCheck(event, line -> {
            ReadBack.endpoint(line, endpointOf(event));
            ReadBack.number(line, "users", event.users().getAsLong());
            ReadBack.number(line, "requests", event.requests());
            ReadBack.number(line, "failures", event.failures());
            ReadBack.number(line, "bytes_sent", event.bytesSent());
            ReadBack.number(line, "bytes_received", event.bytesReceived());
            event.errors().forEach((name, count) -> ReadBack.number(line.path("errors"), ReadBack.name(name), count));
        });
    }

    private static Endpoint endpointOf(RequestStats stats) {
        Endpoint endpoint = stats.endpoint();
        return endpoint == null ? Endpoint.OVERFLOW : endpoint;
    }

    private static LineCheck stop(FuzzInput input) {
        String recorder = input.text();
        Map<String, Long> dropped = Map.of(input.text(), input.number());
        RecorderAccounting books =
                new RecorderAccounting(recorder, input.number(), input.number(), dropped, input.number());
        TestStop event = new TestStop(
                input.number(),
                Role.STANDALONE,
                StopReason.FAILED,
                Duration.ofNanos(input.number()),
                new Accounting(List.of(books)));
        return new LineCheck(event, line -> {
            JsonNode entry = line.path("accounting").path(0);
            ReadBack.text(entry, "recorder", recorder, 255);
            ReadBack.number(entry, "published", books.published());
            ReadBack.number(entry, "recorded", books.recorded());
            ReadBack.number(entry, "pending", books.pending());
            dropped.forEach((reason, count) -> ReadBack.number(entry.path("dropped"), ReadBack.name(reason), count));
        });
    }

    private static LineCheck dropped(FuzzInput input) {
        RecorderDropped event =
                new RecorderDropped(input.number(), input.text(), input.text(), input.number(), input.number());
        return new LineCheck(event, line -> {
            ReadBack.text(line, "recorder", event.recorder(), 255);
            ReadBack.text(line, "reason", event.reason(), 255);
            ReadBack.number(line, "count", event.count());
        });
    }

    private static Endpoint endpoint(FuzzInput input) {
        Endpoint endpoint = input.flag() ? Endpoint.of(input.text(), input.text()) : Endpoint.of(input.text());
        if (input.flag()) {
            endpoint = endpoint.withScenario(input.text()).withGroup(input.text());
        }
        for (int i = input.below(3); i > 0; i--) {
            endpoint = endpoint.withTag(input.text(), input.text());
        }
        return endpoint;
    }
}
