package io.loadtelemetry.faults;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Standard variables of OpenTelemetry for the time of a test. They belong to the JVM: one run at a time. */
final class OtelVariables implements AutoCloseable {

    private final Map<String, @Nullable String> before = new HashMap<>();

    /** Sets the system property of an environment variable. */
    OtelVariables set(String variable, String value) {
        String property = variable.toLowerCase(Locale.ROOT).replace('_', '.');
        String old = System.setProperty(property, value);
        before.putIfAbsent(property, old);
        return this;
    }

    @Override
    public void close() {
        before.forEach((property, old) -> {
            if (old == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, old);
            }
        });
        before.clear();
    }
}
