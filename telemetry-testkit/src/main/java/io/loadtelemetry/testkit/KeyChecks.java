package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.spi.ConfigKey;
import org.jspecify.annotations.Nullable;

/** Whether a configuration key is fit for a user. */
final class KeyChecks {

    private static final String NONSENSE = "~no such value~";

    private KeyChecks() {}

    static void check(ConfigKey<?> key) {
        assertThat(key.name()).as("name of a key").matches("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
        assertThat(key.description()).as("description of %s", key).isNotBlank().doesNotContain("\n");
        assertThat(key.allowed()).as("what %s allows", key).isNotBlank().doesNotContain("\n");
        key.defaultValue().ifPresent(value -> {
            String text = key.defaultText().orElseThrow();
            assertThatCode(() -> key.parse(text))
                    .as("default %s of %s", text, key)
                    .doesNotThrowAnyException();
        });
        assertThatThrownBy(() -> key.parse(""))
                .as("%s given an empty text", key)
                .isInstanceOf(RuntimeException.class);
        Object parsed = parse(key);
        // Where any text is allowed the text is found again in the value; a flag or a number cannot hold it.
        assertThat(parsed == null || parsed.toString().contains(NONSENSE))
                .as("%s refuses '%s'; it made %s of it", key, NONSENSE, parsed)
                .isTrue();
    }

    private static @Nullable Object parse(ConfigKey<?> key) {
        try {
            return key.parse(NONSENSE);
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }
}
