package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.spi.ChannelProvider;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Plugin;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The README's table of keys is what the recorders declare. The keys of the core are checked in the core. */
class DocumentedKeysTest {

    private static final Path README = Path.of("../../README.md");
    private static final Set<String> OWN = Set.of("json", "otel", "system", "http");

    @Test
    void theTableHasEveryKeyOfOurRecordersAndNoOther() throws IOException {
        List<String> expected = new ArrayList<>();
        for (RecorderProvider provider : ServiceLoader.load(RecorderProvider.class)) {
            if (OWN.contains(provider.id())) {
                provider.keys().forEach(key -> expected.add(row(provider, key)));
            }
        }

        ServiceLoader.load(ChannelProvider.class)
                .forEach(provider -> provider.keys().forEach(key -> expected.add(row(provider, key))));

        List<String> rows = Files.readAllLines(README).stream()
                .filter(line -> OWN.stream().anyMatch(id -> line.startsWith("| `telemetry." + id + ".")))
                .toList();

        assertThat(rows).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String row(Plugin provider, ConfigKey<?> key) {
        String defaultText = key.defaultText()
                .map(text -> key.defaultValue().isPresent() ? "`" + text + "`" : text)
                .orElse("–");
        return "| `telemetry." + provider.id() + "." + key.name() + "` | " + defaultText + " | " + key.description()
                + " |";
    }
}
