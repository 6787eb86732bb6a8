package io.loadtelemetry.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void thePagesShowTheCommittedFigures() throws IOException {
        Map<String, Map<String, Figures>> figures = Page.read(ROOT.resolve("benchmarks/results"));

        assertThat(figures).containsKeys("17", "25");
        for (String name : Page.PAGES) {
            String page = Files.readString(ROOT.resolve("docs").resolve(name));
            assertThat(Page.filled(page, figures)).as(name).isEqualTo(page);
        }
    }

    @Test
    void aTableHasTheMedianOfTheRoundsOfEachJdk(@TempDir Path folder) throws IOException {
        for (String jdk : List.of("17", "25")) {
            Figures figures = new Figures("publish", "full publish");
            for (double value : new double[] {9, 2, 4}) {
                figures.add(List.of(new Result("publish", "ours", Map.of("threads", jdk), "mean", "ns", value)));
            }
            figures.write(folder.resolve(jdk).resolve("publish.json"));
        }

        String page = Page.filled("# T\n<!-- figures: publish by=threads -->\nold\n<!-- end -->\n", Page.read(folder));

        assertThat(page)
                .contains("| | threads 17 | threads 25 |")
                .contains("| ours | 4.00 | 4.00 |")
                .doesNotContain("old");
    }
}
