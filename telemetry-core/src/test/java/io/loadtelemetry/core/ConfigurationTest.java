package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    private static final ConfigKey<Long> ROTATE_SIZE = ConfigKey.byteSize("rotate.size", "when a file is rotated");
    private static final ConfigKey<String> PATH =
            ConfigKey.text("path", "where lines go").withDefault("-");

    private static final RecorderProvider JSON = new ListRecorder("json") {
        @Override
        public List<ConfigKey<?>> keys() {
            return List.of(ROTATE_SIZE, PATH);
        }
    };

    private static Configuration resolve(
            Map<String, String> builder, Map<String, String> properties, Map<String, String> environment) {
        return Configuration.resolve(builder, properties, environment, List.of(JSON), List.of());
    }

    private static String errorOf(
            Map<String, String> builder, Map<String, String> properties, Map<String, String> environment) {
        try {
            resolve(builder, properties, environment);
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("no error");
    }

    @Test
    void theBuilderWinsOverPropertiesOverEnvironmentOverDefaults() {
        Map<String, String> builder = Map.of("telemetry.stats.interval", "1s");
        Map<String, String> properties =
                Map.of("telemetry.stats.interval", "3s", "telemetry.close.timeout", "4s", "java.version", "17");
        Map<String, String> environment =
                Map.of("TELEMETRY_CLOSE_TIMEOUT", "5s", "TELEMETRY_REQUESTS_MAX", "7", "PATH", "/bin");

        Configuration configuration = resolve(builder, properties, environment);

        assertThat(configuration.get(CoreKeys.STATS_INTERVAL)).isEqualTo(Duration.ofSeconds(1));
        assertThat(configuration.get(CoreKeys.CLOSE_TIMEOUT)).isEqualTo(Duration.ofSeconds(4));
        assertThat(configuration.get(CoreKeys.REQUESTS_MAX)).isEqualTo(7);
        assertThat(configuration.get(CoreKeys.RING_CAPACITY)).isEqualTo(131_072);
        assertThat(configuration.find(CoreKeys.TEST_PLAN)).isEmpty();
    }

    @Test
    void aMessageStaysOnOneLineWhateverTheValueIs() {
        assertThat(errorOf(Map.of("telemetry.requests.max", "a\n\u2028\u202e\ud83d\ude80"), Map.of(), Map.of()))
                .contains("\"a\\u000a\\u2028\\u202e\ud83d\ude80\"");
    }

    @Test
    void aRecorderReadsItsOwnKeysUnderItsId() {
        RecorderConfig config = resolve(Map.of(), Map.of(), Map.of("TELEMETRY_JSON_ROTATE_SIZE", "64kB"))
                .forPlugin(JSON);

        assertThat(config.find(ROTATE_SIZE)).contains(65536L);
        assertThat(config.get(PATH)).isEqualTo("-");
        assertThatThrownBy(() -> config.get(ConfigKey.text("other", "undeclared")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("telemetry.json.other is not declared");
        assertThatThrownBy(() ->
                        resolve(Map.of(), Map.of(), Map.of()).forPlugin(JSON).get(ROTATE_SIZE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither a value nor a default");
    }

    @Test
    void labelsAreFree() {
        Configuration configuration = resolve(
                Map.of("telemetry.labels.env", "builder"),
                Map.of("telemetry.labels.env", "property", "telemetry.labels.Team", "a"),
                Map.of("TELEMETRY_LABELS_GIT_HASH", "abc"));

        assertThat(configuration.labels()).isEqualTo(Map.of("env", "builder", "Team", "a", "git_hash", "abc"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "telemetry.stats.intervall | the nearest is telemetry.stats.interval",
                "telemetry.json.rotatesize | the nearest is telemetry.json.rotate.size",
                "telemetry.otel.interval | recorder-otel is not on the classpath",
                "telemetry.label | no such key",
                "telemetry.http.listen | channel-http is not on the classpath",
                "telemetry.qqqqqqqqqqqqqqqq | the keys are telemetry.channel, telemetry.close.timeout",
            })
    void anUnknownKeyIsAnErrorThatNamesTheNearest(String key, String hint) {
        assertThat(errorOf(Map.of(), Map.of(key, "SECRET"), Map.of()))
                .contains("system property " + key + ": no such key")
                .contains(hint)
                .doesNotContain("SECRET");
    }

    @Test
    void anUnknownEnvironmentVariableIsToldInItsOwnSpelling() {
        assertThat(errorOf(Map.of(), Map.of(), Map.of("TELEMETRY_JSON_PAHT", "x")))
                .contains("environment variable TELEMETRY_JSON_PAHT: no such key; the nearest is TELEMETRY_JSON_PATH");
    }

    @Test
    void theBuilderMayOnlyBeGivenKeysOfTelemetry() {
        assertThat(errorOf(Map.of("json.path", "x"), Map.of(), Map.of()))
                .contains("builder json.path: no such key; the nearest is telemetry.json.path");
    }

    @Test
    void labelsAreBoundedInLengthAndNumber() {
        Map<String, String> labels = new java.util.HashMap<>();
        for (int i = 0; i < 64; i++) {
            labels.put("telemetry.labels." + i + "n".repeat(1000), "v".repeat(1000));
        }
        assertThat(resolve(labels, Map.of(), Map.of()).labels())
                .hasSize(64)
                .allSatisfy((name, value) -> assertThat(name + value).hasSize(510));
        labels.put("telemetry.labels.more", "x");
        assertThat(errorOf(labels, Map.of(), Map.of())).contains("65 labels; allowed are 64");
    }

    @Test
    void aKeyOfMegabytesIsToldOfAtOnce() {
        assertThat(errorOf(Map.of("telemetry.json.pa" + "th".repeat(1 << 20), "x"), Map.of(), Map.of()))
                .hasSizeLessThan(1000);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        String message = errorOf(
                Map.of("telemetry.stats.precision", "9"),
                Map.of("telemetry.ring.capacity", "1000", "telemetry.ring.fulll", "drop"),
                Map.of("TELEMETRY_STATS_INTERVAL", "2 parsecs\n", "TELEMETRY_JSON_ROTATE_SIZE", "x".repeat(1000)));

        assertThat(message.lines()).hasSize(5);
        assertThat(message)
                .contains(
                        "builder telemetry.stats.precision: \"9\" is not allowed; allowed is a whole number from 1 to 5")
                .contains("system property telemetry.ring.capacity: \"1000\" is not allowed; allowed is a power of two")
                .contains("system property telemetry.ring.fulll: no such key; the nearest is telemetry.ring.full")
                .contains("environment variable TELEMETRY_STATS_INTERVAL: \"2 parsecs\\u000a\" is not allowed")
                .contains("TELEMETRY_JSON_ROTATE_SIZE: \"xxx");
        assertThat(message).hasSizeLessThan(1000);
    }

    @Test
    void everyKeyOfTheCoreHasADescriptionAndRefusesNonsense() {
        for (ConfigKey<?> key : CoreKeys.ALL) {
            assertThat(key.description()).isNotBlank();
            assertThatThrownBy(() -> key.parse(" ")).as(key.name()).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void runIdsAreUuidsOfVersion7ThatSortByTime() {
        String earlier = RunIds.next(1_700_000_000_000L);
        String later = RunIds.next(1_700_000_000_001L);

        assertThat(earlier)
                .isLessThan(later)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(Long.parseLong(earlier.substring(0, 13).replace("-", ""), 16))
                .isEqualTo(1_700_000_000_000L);
        assertThat(RunIds.next(5)).isNotEqualTo(RunIds.next(5));
    }
}
