package io.loadtelemetry.api.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetrySettingsTest {

    @Test
    void itsTextHasTheKeysButNoValueOfAnOption() {
        TelemetrySettings settings = new TelemetrySettings("plan", 3, Map.of("telemetry.tokn", "secret"), List.of());

        assertThat(settings.toString()).contains("plan", "3", "telemetry.tokn").doesNotContain("secret");
    }
}
