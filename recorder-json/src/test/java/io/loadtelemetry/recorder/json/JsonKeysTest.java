package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonKeysTest {

    @Test
    void requestsIsNoneAllOrARatio() {
        assertThat(JsonKeys.REQUESTS.parse("none")).isZero();
        assertThat(JsonKeys.REQUESTS.parse("ALL")).isEqualTo(1);
        assertThat(JsonKeys.REQUESTS.parse(" 0.01 ")).isEqualTo(0.01);
        assertThat(JsonKeys.REQUESTS.parse("1")).isEqualTo(1);
        assertThat(JsonKeys.REQUESTS.parse(".5")).isEqualTo(0.5);
        assertThat(JsonKeys.REQUESTS.parse("1e-4")).isEqualTo(1e-4);
        for (String bad : List.of("0", "-0.1", "1.01", "10%", "NaN", "some", "1d", "0x1p-3", "")) {
            assertThatThrownBy(() -> JsonKeys.REQUESTS.parse(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("none, all, or a ratio");
        }
    }

    @Test
    void rotationIsOffByDefaultAndMayBeSaidToBe() {
        assertThat(JsonKeys.ROTATE_SIZE.defaultValue()).contains(0L);
        assertThat(JsonKeys.ROTATE_SIZE.parse("off")).isZero();
        assertThat(JsonKeys.ROTATE_SIZE.parse("10MB")).isEqualTo(10L << 20);
        assertThat(JsonKeys.ROTATE_INTERVAL.parse("1h")).isEqualTo(Duration.ofHours(1));
        assertThat(JsonKeys.ROTATE_KEEP.parse("5")).isEqualTo(5);
        assertThatThrownBy(() -> JsonKeys.ROTATE_KEEP.parse("0")).hasMessageContaining("off or a whole number");
    }
}
