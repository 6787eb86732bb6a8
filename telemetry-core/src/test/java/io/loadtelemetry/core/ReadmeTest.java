package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.spi.ConfigKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says of the core is what the code does. The keys of the recorders are checked with the examples. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void theTableOfKeysIsComplete() throws IOException {
        List<String> readme = Files.readAllLines(ROOT.resolve("README.md"));
        assertThat(readme)
                .contains("| `telemetry.<recorder>.roles` | `"
                        + CoreKeys.ROLES.defaultText().orElse("") + "` | " + CoreKeys.ROLES.description() + " |");

        for (ConfigKey<?> key : CoreKeys.ALL) {
            String defaultText = key.defaultText()
                    .map(text -> key.defaultValue().isPresent() ? "`" + text + "`" : text)
                    .orElse("–");
            assertThat(readme)
                    .contains("| `telemetry." + key.name() + "` | " + defaultText + " | " + key.description() + " |");
        }
    }

    @Test
    void everyGuaranteeNamesTestsThatExist() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String guarantees = readme.substring(readme.indexOf("## Guarantees"), readme.indexOf("## Configuration"));
        List<String> tests = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT|Benchmark))`")
                .matcher(guarantees)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(tests).hasSizeGreaterThan(8);
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<String> names = files.filter(path -> path.toString().endsWith(".java"))
                    .map(path -> path.getFileName().toString().replace(".java", ""))
                    .toList();
            assertThat(names).containsAll(tests);
        }
    }

    @Test
    void theArchitecturesLinksLead() throws IOException {
        String architecture = Files.readString(ROOT.resolve("ARCHITECTURE.md"));

        assertThat(Pattern.compile("\\]\\(([^)#]+)\\)")
                        .matcher(architecture)
                        .results()
                        .map(match -> ROOT.resolve(match.group(1))))
                .isNotEmpty()
                .allMatch(Files::exists);
    }
}
