package io.loadtelemetry.core;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.fuzz.Input;
import io.loadtelemetry.recorder.json.JsonRecorderProvider;
import io.loadtelemetry.recorder.otel.OtelRecorderProvider;
import io.loadtelemetry.recorder.system.SystemRecorderProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whatever keys and values there are: each is taken, or one clear error says what is wrong with it. */
public final class ConfigurationFuzz {

    private static final List<RecorderProvider> PROVIDERS =
            List.of(new JsonRecorderProvider(), new OtelRecorderProvider(), new SystemRecorderProvider());
    private static final List<String> KEYS = keys();

    private ConfigurationFuzz() {}

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        CoreKeys.ALL.forEach(key -> keys.add("telemetry." + key.name()));
        for (RecorderProvider provider : PROVIDERS) {
            for (ConfigKey<?> key : provider.keys()) {
                keys.add("telemetry." + provider.id() + '.' + key.name());
            }
        }
        return keys;
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        boolean known = input.next(4) > 0;
        String key = known ? KEYS.get(input.next(KEYS.size())) : "telemetry." + input.text();
        String value = input.rest();
        try {
            Map<String, String> labels = Configuration.resolve(Map.of(key, value), Map.of(), Map.of(), PROVIDERS)
                    .labels();
            if (!known && labels.isEmpty() && !KEYS.contains(key)) {
                throw new AssertionError("taken, though there is no such key: " + key);
            }
        } catch (ConfigurationException e) {
            String message = String.valueOf(e.getMessage());
            // A line break of the input would forge a line of the log.
            if (message.lines().count() != 1 || (known && !message.contains(key)) || message.length() > 5_000) {
                throw new AssertionError("unclear: " + message, e);
            }
        }
    }
}
