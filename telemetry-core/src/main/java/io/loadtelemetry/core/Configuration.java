package io.loadtelemetry.core;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.spi.ChannelProvider;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Plugin;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.api.spi.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The configuration of a run: builder over system properties over environment over defaults. Everything that is wrong is
 * told at once. Immutable.
 */
final class Configuration {

    private static final String LABELS = ConfigSource.PREFIX + "labels.";

    /** They are on every line and every resource. */
    private static final int MOST_LABELS = 64;

    /** Recorders and channels that users may have configured without having them on the classpath. */
    private static final Map<String, String> OWN_JARS = Map.of(
            "json", "recorder-json", "otel", "recorder-otel", "system", "recorder-system", "http", "channel-http");

    /** Full name of every known key. */
    private final Map<String, ConfigKey<?>> known = new TreeMap<>();
    /** Value by full name. */
    private final Map<String, Object> values = new HashMap<>();

    private final Map<String, String> labels = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private Configuration(List<RecorderProvider> recorders, List<ChannelProvider> channels) {
        CoreKeys.ALL.forEach(key -> known.put(ConfigSource.PREFIX + key.name(), key));
        recorders.forEach(this::addKeys);
        recorders.forEach(provider -> known.put(fullName(provider, CoreKeys.ROLES), CoreKeys.ROLES));
        channels.forEach(this::addKeys);
    }

    private void addKeys(Plugin plugin) {
        plugin.keys().forEach(key -> known.put(fullName(plugin, key), key));
    }

    static Configuration resolve(
            Map<String, String> builderOptions,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            List<RecorderProvider> recorders,
            List<ChannelProvider> channels) {
        Configuration configuration = new Configuration(recorders, channels);
        // The weakest first: a later one overwrites.
        configuration.read(new ConfigSource.Settings(ConfigSource.ENVIRONMENT, environment));
        configuration.read(new ConfigSource.Settings(ConfigSource.SYSTEM_PROPERTY, systemProperties));
        configuration.read(new ConfigSource.Settings(ConfigSource.BUILDER, builderOptions));
        if (configuration.labels.size() > MOST_LABELS) {
            configuration.problems.add(
                    LABELS + "…: " + configuration.labels.size() + " labels; allowed are " + MOST_LABELS);
        }
        if (!configuration.problems.isEmpty()) {
            throw new ConfigurationException(
                    "telemetry is configured wrongly: " + String.join("\n  ", configuration.problems));
        }
        return configuration;
    }

    private void read(ConfigSource.Settings settings) {
        ConfigSource source = settings.source();
        Map<String, String> spellings = new LinkedHashMap<>();
        known.keySet().forEach(key -> spellings.put(source.spelling(key), key));
        // In the order of the names, so that the message is the same every time.
        new TreeMap<>(settings.values()).forEach((name, value) -> {
            if (!source.isOurs(name)) {
                return;
            }
            String key = spellings.get(name);
            String labelPrefix = source.spelling(LABELS);
            if (key != null) {
                set(key, value, name, source);
            } else if (name.startsWith(labelPrefix) && name.length() > labelPrefix.length()) {
                String label = name.substring(labelPrefix.length());
                String spelled = source == ConfigSource.ENVIRONMENT ? label.toLowerCase(Locale.ROOT) : label;
                labels.put(Texts.cut(spelled), Texts.cut(value));
            } else {
                problems.add(unknown(name, source, spellings.keySet()));
            }
        });
    }

    private void set(String key, String value, String name, ConfigSource source) {
        ConfigKey<?> type = known.get(key);
        if (type == null) {
            return;
        }
        try {
            values.put(key, type.parse(value));
        } catch (IllegalArgumentException e) {
            String quoted = type.isSecret() ? "its value" : '"' + Printable.of(value) + '"';
            problems.add(source.title() + " " + name + ": " + quoted + " is not allowed; " + e.getMessage());
        }
    }

    /** Without the value, which may be a secret that was meant for something else. */
    private static String unknown(String name, ConfigSource source, Set<String> spellings) {
        String problem = source.title() + " " + Printable.of(name) + ": no such key";
        for (String id : new TreeSet<>(OWN_JARS.keySet())) {
            String prefix = source.spelling(ConfigSource.PREFIX + id + ".");
            if (name.startsWith(prefix) && spellings.stream().noneMatch(known -> known.startsWith(prefix))) {
                return problem + "; " + OWN_JARS.get(id) + " is not on the classpath";
            }
        }
        String meant = name.startsWith(source.spelling(ConfigSource.PREFIX)) ? name : ConfigSource.PREFIX + name;
        return problem
                + NearestName.of(meant, spellings)
                        .map(nearest -> "; the nearest is " + nearest)
                        .orElse("; the keys are " + String.join(", ", spellings));
    }

    private static String fullName(Plugin plugin, ConfigKey<?> key) {
        return ConfigSource.PREFIX + plugin.id() + "." + key.name();
    }

    /** The value of a key of the core that has a default. */
    <T> T get(ConfigKey<T> key) {
        return require(ConfigSource.PREFIX + key.name(), key);
    }

    /** The value of a key of the core. */
    <T> Optional<T> find(ConfigKey<T> key) {
        return find(ConfigSource.PREFIX + key.name(), key);
    }

    private <T> T require(String fullName, ConfigKey<T> key) {
        return find(fullName, key)
                .orElseThrow(() -> new IllegalArgumentException(fullName + " has neither a value nor a default"));
    }

    @SuppressWarnings("unchecked") // The value was made by this very key.
    private <T> Optional<T> find(String fullName, ConfigKey<T> key) {
        if (known.get(fullName) != key) {
            throw new IllegalArgumentException(fullName + " is not declared in RecorderProvider.keys()");
        }
        Object value = values.get(fullName);
        return value == null ? key.defaultValue() : Optional.of((T) value);
    }

    Map<String, String> labels() {
        return Collections.unmodifiableMap(labels);
    }

    /** The roles of nodes in which a recorder takes part. */
    Set<Role> roles(RecorderProvider provider) {
        return require(fullName(provider, CoreKeys.ROLES), CoreKeys.ROLES);
    }

    RecorderConfig forPlugin(Plugin plugin) {
        return new RecorderConfig() {
            @Override
            public <T> T get(ConfigKey<T> key) {
                return require(fullName(plugin, key), key);
            }

            @Override
            public <T> Optional<T> find(ConfigKey<T> key) {
                return Configuration.this.find(fullName(plugin, key), key);
            }
        };
    }
}
