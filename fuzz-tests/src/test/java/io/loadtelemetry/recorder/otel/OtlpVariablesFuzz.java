package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.fuzz.Expect;
import io.loadtelemetry.fuzz.FuzzInput;
import io.loadtelemetry.fuzz.StubContext;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Any texts in the standard variables: what the exporter and the HTTP client take without a word, or one error of one line.
 * Without the variables that name a file, which would be read.
 */
public final class OtlpVariablesFuzz {

    private static final List<String> NAMES = List.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
            "OTEL_EXPORTER_OTLP_TIMEOUT",
            "OTEL_EXPORTER_OTLP_COMPRESSION",
            "OTEL_EXPORTER_OTLP_PROTOCOL",
            "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
            "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
            "OTEL_METRIC_EXPORT_INTERVAL",
            "OTEL_METRIC_EXPORT_TIMEOUT",
            "OTEL_METRICS_EXPORTER",
            "OTEL_SDK_DISABLED",
            "OTEL_SERVICE_NAME",
            "OTEL_RESOURCE_ATTRIBUTES");

    private OtlpVariablesFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        Map<String, String> environment = new HashMap<>();
        do {
            environment.put(NAMES.get(input.below(NAMES.size())), input.text());
        } while (!input.isEmpty() && environment.size() < 3);
        OtelVariables variables = new OtelVariables(name -> null, environment::get);
        StubContext context = new StubContext(
                new RunIdentity("run", "plan", Instant.EPOCH, Map.of()), new Node("node", Role.STANDALONE, "instance"));
        OtelSettings settings;
        try {
            settings = OtelSettings.read(context, variables);
        } catch (ConfigurationException e) {
            Expect.oneLine(e.getMessage());
            Expect.that(
                    environment.keySet().stream().anyMatch(String.valueOf(e.getMessage())::contains),
                    "which variable? " + e.getMessage());
            return;
        }
        Expect.that(settings.interval().compareTo(Duration.ZERO) > 0, "interval " + settings.interval());
        Expect.that(!settings.exportTimeout().isNegative(), "timeout " + settings.exportTimeout());
        OtlpEndpoint endpoint = OtlpEndpoint.read(variables, Signal.METRICS, false);
        accepted(endpoint, OtlpHeaders.read(variables, Signal.METRICS, endpoint.userInfo()));
        RunResource.of(context, settings.resource());
    }

    /** They throw where something is not as it must be. */
    private static void accepted(OtlpEndpoint endpoint, Map<String, String> headers) {
        OtlpHttpMetricExporter.builder().setEndpoint(endpoint.url().toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url());
        headers.forEach(request::header);
        Expect.that(!endpoint.toString().contains("@"), "user-info in " + endpoint);
    }
}
