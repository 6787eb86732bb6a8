package io.loadtelemetry.recorder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.systemtest.CollectingContext;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemRecorderProviderTest {

    @Test
    void isFoundOnTheClasspathUnderItsId() {
        assertThat(ServiceLoader.load(RecorderProvider.class)).anySatisfy(provider -> {
            assertThat(provider).isInstanceOf(SystemRecorderProvider.class);
            assertThat(provider.id()).isEqualTo("system");
        });
    }

    @Test
    void hasTheDefaultsOfTheReference() {
        assertThat(new SystemRecorderProvider().keys())
                .extracting(ConfigKey::name)
                .containsExactly("interval", "cpu.warning");
        CollectingContext context = new CollectingContext(Map.of());
        assertThat(context.config().get(SystemRecorderProvider.INTERVAL)).isEqualTo(Duration.ofSeconds(2));
        assertThat(context.config().get(SystemRecorderProvider.CPU_WARNING)).isEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.1", "1.01", "90", "90%", "NaN", "Infinity", "", "much"})
    void refusesAThresholdThatIsNotAShare(String text) {
        assertThatThrownBy(() -> SystemRecorderProvider.CPU_WARNING.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a number above 0 and up to 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.9", "1", "1e-3", " .5 "})
    void takesAShare(String text) {
        assertThat(SystemRecorderProvider.CPU_WARNING.parse(text)).isBetween(0.001, 1.0);
    }
}
