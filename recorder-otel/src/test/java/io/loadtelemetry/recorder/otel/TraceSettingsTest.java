package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Telemetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trace.ratio    | 1.5        | a number from 0",
                "trace.ratio    | NaN        | a number from 0",
                "trace.keep     | fast       | failed, slow, failed,slow or none",
                "trace.keep     | failed,,   | failed, slow, failed,slow or none",
                "trace.slow     | p95        | p99, or a time above 0 such as 500ms or 2s",
                "trace.slow     | 0ms        | p99, or a time above 0 such as 500ms or 2s",
                "trace.rate.max | 0          | a whole number from 1 to 100000",
                "trace.rate     | 10         | telemetry.otel.trace.ra"
            })
    void whatIsNotAllowedIsSaidInOneLine(String key, String value, String allowed) {
        assertThatThrownBy(() -> Telemetry.builder("plan")
                        .set("telemetry.recorders", "otel")
                        .set("telemetry.otel." + key, value)
                        .start()
                        .close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.otel." + key)
                .hasMessageContaining(allowed)
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("\n"));
    }

    @Test
    void aRatioOfZeroSwitchesTracesOffUnlessSomethingIsToBeKept() {
        assertThat(new TraceSettings(0, false, false, -1, 1).on()).isFalse();
        assertThat(new TraceSettings(0, true, false, -1, 1).on()).isTrue();
        assertThat(new TraceSettings(0.1, false, false, -1, 1).on()).isTrue();
    }
}
