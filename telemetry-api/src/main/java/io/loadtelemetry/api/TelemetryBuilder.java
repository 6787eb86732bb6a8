package io.loadtelemetry.api;

import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.api.spi.TelemetrySettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Configures a run and starts it. What is set here wins over system properties ({@code telemetry.…}), which win over
 * environment variables ({@code TELEMETRY_…}), which win over the defaults. Not thread-safe.
 */
public final class TelemetryBuilder {

    private @Nullable String testPlan;
    private long targetUsers = RequestRecorder.UNKNOWN;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<RecorderProvider> recorders = new ArrayList<>();

    TelemetryBuilder() {}

    /**
     * Names the test.
     *
     * @param name the same in every run of the test; not empty
     * @return this builder
     */
    public TelemetryBuilder testPlan(String name) {
        testPlan = Objects.requireNonNull(name, "testPlan");
        return this;
    }

    /**
     * Says how many virtual users there shall be.
     *
     * @param target the target
     * @return this builder
     */
    public TelemetryBuilder users(long target) {
        targetUsers = target;
        return this;
    }

    /**
     * Puts a free label on the run, a git hash or the environment for instance.
     *
     * @param name the label's name
     * @param value the label's value
     * @return this builder
     */
    public TelemetryBuilder label(String name, String value) {
        return set("telemetry.labels." + name, value);
    }

    /**
     * Sets a configuration key.
     *
     * @param key a key of the README's table, for instance {@code telemetry.json.path}
     * @param value its value, as text
     * @return this builder
     */
    public TelemetryBuilder set(String key, String value) {
        options.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, key));
        return this;
    }

    /**
     * Adds a recorder beside the ones found on the classpath.
     *
     * @param provider what creates it
     * @return this builder
     */
    public TelemetryBuilder recorder(RecorderProvider provider) {
        recorders.add(Objects.requireNonNull(provider, "provider"));
        return this;
    }

    /**
     * Starts the run: finds the recorders, starts them, and publishes {@code test.start}.
     *
     * @return the run, to be closed
     * @throws ConfigurationException if a key or a value is wrong, or a selected recorder is not there
     */
    public Telemetry start() {
        return TelemetryFactories.start(new TelemetrySettings(testPlan, targetUsers, options, recorders));
    }
}
