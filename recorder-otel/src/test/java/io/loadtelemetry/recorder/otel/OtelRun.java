package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.RecorderHarness;
import java.util.HashMap;
import java.util.Map;

/** Starts the recorder with keys and an environment of the test's own, because a process cannot change its own. */
final class OtelRun {

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> options = new HashMap<>();

    private OtelRun() {
        // Exports come when a test wants them: at the close.
        options.put("telemetry.otel.interval", "1h");
    }

    static OtelRun to(OtlpReceiver receiver) {
        return to(receiver.endpoint());
    }

    static OtelRun to(String endpoint) {
        // A share of a hundredth would be no or some spans, as it falls out.
        return new OtelRun()
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
                .option("trace.ratio", "0");
    }

    OtelRun environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    OtelRun option(String key, String value) {
        options.put("telemetry.otel." + key, value);
        return this;
    }

    static OtelVariables variables(Map<String, String> environment) {
        return new OtelVariables(name -> null, environment::get);
    }

    OtelRecorderProvider provider() {
        return new OtelRecorderProvider(variables(environment));
    }

    RecorderHarness start() throws Exception {
        return RecorderHarness.start(provider(), options);
    }
}
