package io.loadtelemetry.api;

import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.api.spi.TelemetrySettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
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
    private @Nullable Consumer<byte[]> snapshots;

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
     * Says what this node does in the run; {@link Role#STANDALONE} unless it is said.
     *
     * @param role what it does
     * @return this builder
     */
    public TelemetryBuilder role(Role role) {
        return set("telemetry.node.role", role.wireName());
    }

    /**
     * Names this node.
     *
     * @param name a name that no other node of the run has
     * @return this builder
     */
    public TelemetryBuilder node(String name) {
        return set("telemetry.node.name", name);
    }

    /**
     * Makes this node a worker of a run that another node began.
     *
     * @param run the identity that the master made
     * @return this builder
     */
    public TelemetryBuilder run(RunIdentity run) {
        return role(Role.WORKER).set("telemetry.run", run.encode());
    }

    /**
     * Takes the statistics of this worker to the master, whose {@link Telemetry#merge} they are for: one snapshot at the end
     * of each interval, a last one at the end of the run.
     *
     * <p>The carrier is called on a thread of the library, with one snapshot at a time, and may block. One that throws gets
     * the same snapshot again a little later; the master counts it once. What a carrier does not take is kept in memory, then
     * in the file {@code telemetry.snapshots.path}, from which {@code telemetry-merge} can count it after the run; what finds no
     * room is told here and, by its numbers, on the master.
     *
     * @param carrier takes a snapshot; it returns once the snapshot has arrived or is safe, else it throws
     * @return this builder
     */
    public TelemetryBuilder snapshots(Consumer<byte[]> carrier) {
        snapshots = Objects.requireNonNull(carrier, "carrier");
        return this;
    }

    /**
     * Starts the run: finds the recorders, starts them, and publishes {@code test.start}.
     *
     * @return the run, to be closed
     * @throws ConfigurationException if a key or a value is wrong, or a selected recorder is not there
     */
    public Telemetry start() {
        return TelemetryFactories.start(new TelemetrySettings(testPlan, targetUsers, options, recorders, snapshots));
    }
}
