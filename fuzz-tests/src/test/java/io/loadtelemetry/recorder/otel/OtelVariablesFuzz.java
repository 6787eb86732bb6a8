package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.fuzz.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whatever the OTEL_ variables say: it is understood, or one clear error names the variable. */
public final class OtelVariablesFuzz {

    private static final List<String> NAMES = List.of(
            "OTEL_EXPORTER_OTLP_HEADERS",
            "OTEL_EXPORTER_OTLP_METRICS_HEADERS",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT");

    private OtelVariablesFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        String name = NAMES.get(input.next(NAMES.size()));
        Map<String, String> environment = new HashMap<>();
        boolean grpc = input.next(2) == 0;
        environment.put(name, input.rest());
        OtelVariables variables = new OtelVariables(key -> null, environment::get);
        try {
            OtlpEndpoint endpoint = OtlpEndpoint.read(variables, grpc);
            OtlpHeaders.read(variables, endpoint.userInfo()).forEach((header, value) -> {
                if (header.isEmpty() || (header + value).contains("\n") || (header + value).contains("\r")) {
                    throw new AssertionError("a header that HTTP would split: " + header);
                }
            });
        } catch (ConfigurationException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.contains(name) || message.lines().count() != 1) {
                throw new AssertionError("unclear: " + message, e);
            }
        }
    }
}
