package io.loadtelemetry.testkit;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of one recorder, checked against the keys of its provider as telemetry-core does. */
final class HarnessConfig implements RecorderConfig {

    private final Set<String> declared;
    private final Map<String, String> texts = new HashMap<>();

    HarnessConfig(RecorderProvider provider, Map<String, String> options) {
        String prefix = "telemetry." + provider.id() + '.';
        Map<String, ConfigKey<?>> keys =
                provider.keys().stream().collect(Collectors.toMap(ConfigKey::name, key -> key));
        declared = new HashSet<>(keys.keySet());
        options.forEach((option, text) -> {
            if (option.startsWith(prefix)) {
                String name = option.substring(prefix.length());
                check(option, text, keys.get(name));
                texts.put(name, text);
            }
        });
    }

    private static void check(String option, String text, @Nullable ConfigKey<?> key) {
        if (key == null) {
            throw new ConfigurationException(option + ": the provider declares no such key");
        }
        try {
            key.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(option + " = " + text + ": " + e.getMessage(), e);
        }
    }

    @Override
    public <T> T get(ConfigKey<T> key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException(key.name() + ": neither value nor default"));
    }

    @Override
    public <T> Optional<T> find(ConfigKey<T> key) {
        if (!declared.contains(key.name())) {
            throw new IllegalArgumentException(key.name() + " is not among the keys the provider declares");
        }
        String text = texts.get(key.name());
        return text == null ? key.defaultValue() : Optional.of(key.parse(text));
    }
}
