package io.loadtelemetry.merge;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.RequestStats;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a line of type {@code stats} back, as {@code docs/json-lines.md} describes it. */
final class StatsLine {

    private StatsLine() {}

    static RequestStats read(JsonLine line) throws BadInputException {
        return new RequestStats(
                RequestStats.Window.RUN,
                line.time("from"),
                line.time("to"),
                line.text("scope").equals("endpoint") ? endpoint(line) : null,
                line.optional("worker"),
                line.optionalCount("users"),
                line.count("requests"),
                line.count("failures"),
                line.count("bytes_sent"),
                line.count("bytes_received"),
                latency(line, "service_time"),
                latency(line, "response_time"),
                line.counts("errors"));
    }

    private static Endpoint endpoint(JsonLine line) throws BadInputException {
        String method = line.optional("method");
        String name = line.text("request");
        try {
            Endpoint endpoint = method == null ? Endpoint.of(name) : Endpoint.of(method, name);
            String scenario = line.optional("scenario");
            if (scenario != null) {
                endpoint = endpoint.withScenario(scenario);
            }
            String group = line.optional("group");
            if (group != null) {
                endpoint = endpoint.withGroup(group);
            }
            for (Map.Entry<String, String> tag : line.texts("tags").entrySet()) {
                endpoint = endpoint.withTag(tag.getKey(), tag.getValue());
            }
            return endpoint;
        } catch (IllegalArgumentException e) {
            throw new BadInputException("has a request that cannot be: " + e.getMessage());
        }
    }

    private static @Nullable LatencyStats latency(JsonLine line, String field) throws BadInputException {
        if (!line.has(field)) {
            return null;
        }
        JsonLine times = line.object(field);
        return new LatencyStats(
                times.count("count"),
                nanos(times, "min_ms"),
                times.nanos("sum_ms"),
                nanos(times, "max_ms"),
                nanos(times, "p50_ms"),
                nanos(times, "p75_ms"),
                nanos(times, "p90_ms"),
                nanos(times, "p95_ms"),
                nanos(times, "p99_ms"),
                nanos(times, "p99_9_ms"),
                times.text("histogram"));
    }

    private static long nanos(JsonLine times, String field) throws BadInputException {
        try {
            return times.nanos(field).longValueExact();
        } catch (ArithmeticException e) {
            throw new BadInputException("has a \"" + field + "\" that is too large");
        }
    }
}
