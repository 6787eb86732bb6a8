package io.loadtelemetry.core;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.fuzz.Expect;
import io.loadtelemetry.fuzz.FuzzInput;
import io.loadtelemetry.recorder.json.JsonRecorderProvider;
import io.loadtelemetry.recorder.otel.OtelRecorderProvider;
import io.loadtelemetry.recorder.system.SystemRecorderProvider;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Any keys with any values in any of the three places: values within what is allowed, or one error that says it all. */
public final class ConfigurationFuzz {

    private static final List<RecorderProvider> PROVIDERS =
            List.of(new JsonRecorderProvider(), new OtelRecorderProvider(), new SystemRecorderProvider());
    private static final List<String> KEYS = keys();
    private static final int MOST = 4;

    private ConfigurationFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        Map<ConfigSource, Map<String, String>> places = new EnumMap<>(ConfigSource.class);
        for (ConfigSource source : ConfigSource.values()) {
            places.put(source, new LinkedHashMap<>());
        }
        Set<String> given = new HashSet<>();
        for (int i = 0; i < MOST && !input.isEmpty(); i++) {
            ConfigSource source = input.oneOf(ConfigSource.values());
            int which = input.next();
            String key = source.spelling(which < 2 * KEYS.size() ? KEYS.get(which % KEYS.size()) : input.text());
            settings(places, source).put(key, input.text());
            given.add(key);
        }
        Configuration configuration;
        try {
            configuration = Configuration.resolve(
                    settings(places, ConfigSource.BUILDER),
                    settings(places, ConfigSource.SYSTEM_PROPERTY),
                    settings(places, ConfigSource.ENVIRONMENT),
                    PROVIDERS,
                    List.of());
        } catch (ConfigurationException e) {
            check(String.valueOf(e.getMessage()), given);
            return;
        }
        CoreKeys.ALL.forEach(key -> configuration.find(key).ifPresent(value -> ValueRange.check(key.name(), value)));
        PROVIDERS.forEach(provider -> provider.keys()
                .forEach(key -> configuration
                        .forPlugin(provider)
                        .find(key)
                        .ifPresent(value -> ValueRange.check(provider.id() + "." + key.name(), value))));
        configuration.labels().keySet().forEach(label -> Expect.that(!label.isEmpty(), "a label without a name"));
    }

    private static Map<String, String> settings(Map<ConfigSource, Map<String, String>> places, ConfigSource source) {
        return places.getOrDefault(source, Map.of());
    }

    /** A line for each problem, and in it where it is, which key, and what would be right. */
    private static void check(String message, Set<String> given) {
        String[] problems = message.split("\n  ", -1);
        Expect.that(problems.length <= given.size() + MOST, problems.length + " problems in " + message);
        for (String problem : problems) {
            Expect.oneLine(problem);
            Expect.that(
                    problem.contains("builder ")
                            || problem.contains("system property ")
                            || problem.contains("environment variable "),
                    "where? " + problem);
            Expect.that(
                    given.stream().anyMatch(key -> problem.contains(key) || problem.contains(Printable.of(key))),
                    "which key? " + problem);
            Expect.that(
                    problem.contains("allowed is ")
                            || problem.contains("the nearest is ")
                            || problem.contains("the keys are ")
                            || problem.contains("is not on the classpath"),
                    "what is allowed? " + problem);
        }
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        CoreKeys.ALL.forEach(key -> keys.add(ConfigSource.PREFIX + key.name()));
        for (RecorderProvider provider : PROVIDERS) {
            for (ConfigKey<?> key : provider.keys()) {
                keys.add(ConfigSource.PREFIX + provider.id() + "." + key.name());
            }
        }
        return keys;
    }
}
