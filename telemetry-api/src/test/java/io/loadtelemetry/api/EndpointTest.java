package io.loadtelemetry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.spi.Texts;
import org.junit.jupiter.api.Test;

class EndpointTest {

    @Test
    void equalContentIsTheSameEndpoint() {
        Endpoint one = Endpoint.of("GET", "/cart")
                .withScenario("buy")
                .withTag("b", "2")
                .withTag("a", "1");
        Endpoint two =
                Endpoint.of("GET", "/cart").withTag("a", "1").withTag("b", "2").withScenario("buy");

        assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
        assertThat(one).hasToString("GET /cart scenario=buy {a=1, b=2}");
    }

    @Test
    void everyPartMakesAnotherEndpoint() {
        Endpoint plain = Endpoint.of("GET", "/cart");

        assertThat(plain)
                .isNotEqualTo(Endpoint.of("POST", "/cart"))
                .isNotEqualTo(Endpoint.of("/cart"))
                .isNotEqualTo(plain.withScenario("buy"))
                .isNotEqualTo(plain.withGroup("buy"))
                .isNotEqualTo(plain.withTag("a", "1"));
    }

    @Test
    void longTextsAreCutAndMarked() {
        Endpoint endpoint = Endpoint.of("GET", "x".repeat(10_000_000));

        assertThat(endpoint.name()).hasSize(Texts.MAX_NAME).endsWith("x…");
    }

    @Test
    void aCutNeverSplitsASurrogatePair() {
        String text = "x".repeat(Texts.MAX_NAME - 2) + "\uD83D\uDE00" + "tail";

        assertThat(Texts.cut(text)).isEqualTo("x".repeat(Texts.MAX_NAME - 2) + "…");
    }

    @Test
    void tagsBeyondTheBoundAreNotTaken() {
        Endpoint endpoint = Endpoint.of("GET", "/");
        for (int i = 0; i < 100; i++) {
            endpoint = endpoint.withTag("tag" + i, "v");
        }

        assertThat(endpoint.tags()).hasSize(Endpoint.MAX_TAGS);
        assertThat(endpoint.withTag("tag0", "other").tags()).containsEntry("tag0", "other");
    }
}
