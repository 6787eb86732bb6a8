package io.loadtelemetry.api.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the builder of a run was told.
 *
 * @param testPlan the name of the test, or null where the key {@code telemetry.test.plan} gives it
 * @param targetUsers how many virtual users there shall be, or -1
 * @param options configuration keys and their values
 * @param recorders recorders beside the ones found on the classpath
 * @param snapshots what carries the snapshots of a worker to its master, or null
 */
public record TelemetrySettings(
        @Nullable String testPlan,
        long targetUsers,
        Map<String, String> options,
        List<RecorderProvider> recorders,
        @Nullable Consumer<byte[]> snapshots) {

    /** Copies the collections. */
    public TelemetrySettings {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        recorders = List.copyOf(recorders);
    }

    /**
     * Settings without a carrier of snapshots.
     *
     * @param testPlan the name of the test, or null
     * @param targetUsers how many virtual users there shall be, or -1
     * @param options configuration keys and their values
     * @param recorders recorders beside the ones found on the classpath
     */
    public TelemetrySettings(
            @Nullable String testPlan,
            long targetUsers,
            Map<String, String> options,
            List<RecorderProvider> recorders) {
        this(testPlan, targetUsers, options, recorders, null);
    }

    /** Without the values of the options: one under a mistyped key may be a secret. */
    @Override
    public String toString() {
        return "TelemetrySettings[testPlan=" + testPlan + ", targetUsers=" + targetUsers + ", options="
                + options.keySet() + ", recorders=" + recorders + "]";
    }
}
