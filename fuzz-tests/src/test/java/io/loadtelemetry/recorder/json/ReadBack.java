package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.fuzz.Expect;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what was read with what was given, by the rules of docs/json-lines.md, written once more on their own. */
final class ReadBack {

    private ReadBack() {}

    static void common(JsonNode line, RunIdentity run, Node node) {
        Expect.equal(1, line.path("schema").asInt(), "schema");
        Expect.that(
                line.path("time").asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"),
                "a time that is none: " + line);
        text(line, "run_id", run.runId(), 4096);
        text(line, "test_plan", run.testPlan(), 4096);
        text(line, "node", node.name(), 4096);
        text(line, "role", node.role().wireName(), 255);
        text(line, "instance_id", node.instanceId(), 4096);
        texts(line.path("labels"), run.labels());
    }

    static void endpoint(JsonNode line, Endpoint endpoint) {
        text(line, "method", endpoint.method(), 255);
        text(line, "request", endpoint.name(), 255);
        text(line, "scenario", endpoint.scenario(), 255);
        text(line, "group", endpoint.group(), 255);
        texts(line.path("tags"), endpoint.tags());
    }

    static void text(JsonNode line, String field, @Nullable String given, int most) {
        JsonNode read = line.path(field);
        Expect.equal(given == null ? null : cut(given, most), read.isTextual() ? read.textValue() : null, field);
    }

    static void texts(JsonNode read, Map<String, String> given) {
        Set<String> names = new HashSet<>();
        given.forEach((name, value) -> {
            JsonNode text = read.path(name(name));
            names.add(name(name));
            // Of names that become equal the first is kept.
            Expect.that(
                    text.isTextual()
                            && given.entrySet().stream()
                                    .anyMatch(each -> name(each.getKey()).equals(name(name))
                                            && cut(each.getValue(), 4096).equals(text.textValue())),
                    name + "=" + value + " became " + text);
        });
        Expect.equal(names.size(), read.size(), "entries");
    }

    static void number(JsonNode line, String field, long given) {
        JsonNode read = line.path(field);
        Expect.that(read.isIntegralNumber() && read.canConvertToLong(), field + " is no whole number: " + read);
        Expect.equal(given, read.longValue(), field);
    }

    /** A number that is left out where it is not known. */
    static void known(JsonNode line, String field, long given) {
        if (given == -1) {
            Expect.that(!line.has(field), field + " is not known");
        } else {
            number(line, field, given);
        }
    }

    static void number(JsonNode line, String field, double given) {
        JsonNode read = line.path(field);
        if (Double.isFinite(given)) {
            Expect.that(read.isNumber() && read.doubleValue() == given, field + ": " + given + " became " + read);
        } else {
            Expect.that(read.isMissingNode(), field + " is written: " + read);
        }
    }

    static void millis(JsonNode line, String field, long nanos) {
        JsonNode read = line.path(field);
        Expect.that(
                read.isNumber() && read.decimalValue().compareTo(BigDecimal.valueOf(nanos, 6)) == 0,
                field + ": " + nanos + " ns became " + read);
    }

    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean pair = Character.isHighSurrogate(text.charAt(most - 2));
        return text.substring(0, pair ? most - 2 : most - 1) + '\u2026';
    }

    /** Of a field: no lone surrogates. */
    static String name(String name) {
        StringBuilder whole = new StringBuilder();
        cut(name, 255)
                .codePoints()
                .forEach(point ->
                        whole.appendCodePoint(point <= 0xFFFF && Character.isSurrogate((char) point) ? 0xFFFD : point));
        return whole.toString();
    }
}
