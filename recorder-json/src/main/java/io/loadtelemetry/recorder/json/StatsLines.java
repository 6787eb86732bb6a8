package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.RequestStats;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The fields of lines of type {@code stats}. */
final class StatsLines {

    private StatsLines() {}

    static void write(JsonGenerator json, CommonFields common, RequestStats stats) throws IOException {
        common.write(json, stats.time(), "stats", "request.stats");
        Endpoint endpoint = stats.endpoint();
        String worker = stats.worker();
        json.writeStringField("scope", worker != null ? "worker" : endpoint == null ? "total" : "endpoint");
        json.writeStringField("window", stats.window().wireName());
        common.writeTime(json, "from", stats.from());
        common.writeTime(json, "to", stats.to());
        if (worker != null) {
            json.writeStringField("worker", Bounds.name(worker));
        }
        if (endpoint != null) {
            endpoint(json, endpoint);
        }
        if (stats.users().isPresent()) {
            json.writeNumberField("users", stats.users().getAsLong());
        }
        json.writeNumberField("requests", stats.requests());
        json.writeNumberField("failures", stats.failures());
        JsonNumbers.writeRate(json, "requests_per_s", stats.requestsPerSecond());
        JsonNumbers.writeRate(json, "failures_per_s", stats.failuresPerSecond());
        json.writeNumberField("bytes_sent", stats.bytesSent());
        json.writeNumberField("bytes_received", stats.bytesReceived());
        if (!stats.errors().isEmpty()) {
            CommonFields.writeCounts(json, "errors", stats.errors());
        }
        latency(json, "service_time", stats.serviceTime());
        latency(json, "response_time", stats.responseTime());
    }

    private static void endpoint(JsonGenerator json, Endpoint endpoint) throws IOException {
        optional(json, "method", endpoint.method());
        optional(json, "request", endpoint.name());
        optional(json, "scenario", endpoint.scenario());
        optional(json, "group", endpoint.group());
        if (!endpoint.tags().isEmpty()) {
            CommonFields.writeTexts(json, "tags", endpoint.tags());
        }
    }

    private static void latency(JsonGenerator json, String field, @Nullable LatencyStats latency) throws IOException {
        if (latency == null) {
            return;
        }
        json.writeObjectFieldStart(field);
        json.writeNumberField("count", latency.count());
        JsonNumbers.writeMillis(json, "min_ms", latency.min());
        // To the nanosecond, as everything else.
        JsonNumbers.writeMillis(json, "mean_ms", Math.round(latency.mean()));
        JsonNumbers.writeMillis(json, "max_ms", latency.max());
        JsonNumbers.writeMillis(json, "p50_ms", latency.p50());
        JsonNumbers.writeMillis(json, "p75_ms", latency.p75());
        JsonNumbers.writeMillis(json, "p90_ms", latency.p90());
        JsonNumbers.writeMillis(json, "p95_ms", latency.p95());
        JsonNumbers.writeMillis(json, "p99_ms", latency.p99());
        JsonNumbers.writeMillis(json, "p99_9_ms", latency.p999());
        if (latency.histogram() != null) {
            json.writeStringField("histogram", latency.histogram());
            json.writeStringField("histogram_unit", "ns");
            JsonNumbers.writeMillis(json, "sum_ms", latency.sum());
        }
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }
}
