package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.List;

/**
 * Exports OpenTelemetry metrics, spans and log records over OTLP; id {@code otel}. Where to and how is said by the standard
 * variables {@code OTEL_EXPORTER_OTLP_*} and the keys {@code telemetry.otel.*}; without any of them everything goes to {@code
 * http://localhost:4318}, as the OpenTelemetry specification says. The global OpenTelemetry instance is neither
 * read nor set.
 *
 * <p>Metrics, attributes, keys and variables are listed in {@code docs/otlp-metrics.md}, spans in {@code docs/traces.md}.
 */
public final class OtelRecorderProvider implements RecorderProvider {

    private final OtelVariables variables;

    /** Reads system properties and the environment of the process. */
    public OtelRecorderProvider() {
        this(OtelVariables.ofProcess());
    }

    OtelRecorderProvider(OtelVariables variables) {
        this.variables = variables;
    }

    @Override
    public String id() {
        return "otel";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return OtelSettings.KEYS;
    }

    @Override
    public Recorder create(RecorderContext context) {
        OtelSettings settings = OtelSettings.read(context.config(), variables);
        if (settings.off() != null) {
            System.getLogger(OtelRecorderProvider.class.getName())
                    .log(System.Logger.Level.INFO, "OTLP export is off: " + settings.off());
            return new DisabledRecorder(context);
        }
        return new OtelRecorder(context, settings);
    }
}
