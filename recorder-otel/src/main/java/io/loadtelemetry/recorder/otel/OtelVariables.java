package io.loadtelemetry.recorder.otel;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The standard variables of the OpenTelemetry specification: for {@code OTEL_SERVICE_NAME} the system property {@code
 * otel.service.name} wins over the environment variable, as in OpenTelemetry's own Java SDK. An empty value is as good as
 * none.
 */
final class OtelVariables {

    private final Function<String, @Nullable String> properties;
    private final Function<String, @Nullable String> environment;

    OtelVariables(Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    static OtelVariables ofProcess() {
        return new OtelVariables(System::getProperty, System::getenv);
    }

    /** The first of these that is set: the one for a signal comes before the one for all signals. */
    Optional<OtelVariable> find(String... names) {
        for (String name : names) {
            String property = name.toLowerCase(Locale.ROOT).replace('_', '.');
            String value = properties.apply(property);
            if (value != null && !value.isBlank()) {
                return Optional.of(new OtelVariable("system property " + property, value.strip()));
            }
            value = environment.apply(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(new OtelVariable("environment variable " + name, value.strip()));
            }
        }
        return Optional.empty();
    }

    /** For instance {@code OTEL_EXPORTER_OTLP_METRICS_…}, else {@code OTEL_EXPORTER_OTLP_…}. */
    Optional<OtelVariable> otlp(Signal signal, String suffix) {
        return find(signal.variable(suffix), "OTEL_EXPORTER_OTLP_" + suffix);
    }
}
