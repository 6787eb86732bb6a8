package io.loadtelemetry.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigKeyTest {

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "2s,PT2S", "1m,PT1M", "1h,PT1H", "PT2.5S,PT2.5S", "pt3s,PT3S", "' 2 s ',PT2S", "2S,PT2S"
    })
    void durations(String text, Duration expected) {
        assertThat(ConfigKey.duration("k", "d").parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "0s", "-1s", "2 sec", "PT0S", "1d", "999999999999999999h", "P400D", "1.5s"})
    void badDurations(String text) {
        assertThatThrownBy(() -> ConfigKey.duration("k", "d").parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed is a time above 0 such as 500ms");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "64kB,65536", "100MB,104857600", "1gb,1073741824", "5 b,5"})
    void byteSizes(String text, long expected) {
        assertThat(ConfigKey.byteSize("k", "d").parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1TB", "1.5MB", "99999999999999999GB"})
    void badByteSizes(String text) {
        assertThatThrownBy(() -> ConfigKey.byteSize("k", "d").parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherTypes() {
        assertThat(ConfigKey.flag("k", "d").parse("TRUE")).isTrue();
        assertThat(ConfigKey.flag("k", "d").parse("on")).isTrue();
        assertThat(ConfigKey.flag("k", "d").parse("Off")).isFalse();
        assertThat(ConfigKey.integer("k", "d", 1, 5).parse("5")).isEqualTo(5);
        assertThat(ConfigKey.decimal("k", "d", 0, 1).parse("0.25")).isEqualTo(0.25);
        assertThat(ConfigKey.choice("k", "d", "drop", "block").parse("Block")).isEqualTo("block");
        assertThat(ConfigKey.list("k", "d").parse("json, otel")).isEqualTo(List.of("json", "otel"));
    }

    @Test
    void whatIsNotAllowedIsRefusedWithWhatIs() {
        assertRefused(ConfigKey.flag("k", "d"), "yes", "true or false, on or off");
        assertRefused(ConfigKey.integer("k", "d", 1, 5), "6", "a whole number from 1 to 5");
        assertRefused(ConfigKey.decimal("k", "d", 0, 1), "NaN", "a number from 0.0 to 1.0");
        assertRefused(ConfigKey.choice("k", "d", "drop", "block"), "wait", "drop or block");
        assertRefused(ConfigKey.list("k", "d"), "json,,otel", "words separated by commas");
        assertRefused(ConfigKey.text("k", "d"), "  ", "a text that is not empty");
    }

    @Test
    void aDefaultIsParsedAsAUserWouldWriteIt() {
        ConfigKey<Duration> key = ConfigKey.duration("interval", "how often").withDefault("2s");

        assertThat(key.defaultValue()).contains(Duration.ofSeconds(2));
        assertThat(key.defaultText()).contains("2s");
        assertThat(key.withDescribedDefault("elsewhere").defaultValue()).isEmpty();
    }

    private static void assertRefused(ConfigKey<?> key, String text, String allowed) {
        assertThatThrownBy(() -> key.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("allowed is " + allowed);
    }
}
