package io.loadtelemetry.core;

import java.util.Locale;
import java.util.Map;

/** One of the places where a configuration key can be set, and how keys are spelled there. */
enum ConfigSource {
    BUILDER("builder"),
    SYSTEM_PROPERTY("system property"),
    ENVIRONMENT("environment variable") {
        @Override
        String spelling(String key) {
            return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        }
    };

    static final String PREFIX = "telemetry.";

    private final String title;

    ConfigSource(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** How a key such as {@code telemetry.json.path} is spelled here. */
    String spelling(String key) {
        return key;
    }

    /** Whether a name found here is meant for this library. In the builder nothing else can be meant. */
    boolean isOurs(String name) {
        return this == BUILDER || name.startsWith(spelling(PREFIX));
    }

    /** What is set in one place: the name as it is spelled there, and the value. */
    record Settings(ConfigSource source, Map<String, String> values) {}
}
