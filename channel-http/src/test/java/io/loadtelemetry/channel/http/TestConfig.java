package io.loadtelemetry.channel.http;

import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderConfig;
import java.util.Map;
import java.util.Optional;

/** Configuration as the core would give it. */
record TestConfig(Map<String, String> values) implements RecorderConfig {

    @Override
    public <T> T get(ConfigKey<T> key) {
        return find(key).orElseThrow();
    }

    @Override
    public <T> Optional<T> find(ConfigKey<T> key) {
        String text = values.get(key.name());
        return text == null ? key.defaultValue() : Optional.of(key.parse(text));
    }
}
