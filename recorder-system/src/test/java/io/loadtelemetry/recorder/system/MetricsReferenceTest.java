package io.loadtelemetry.recorder.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.systemtest.CollectingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Holds {@code docs/system-metrics.md} to what is really published. */
class MetricsReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "system-metrics.md");

    @Test
    void listsEveryMetricWithItsKindAndUnit() throws IOException {
        assertThat(rows(4).stream().map(row -> List.of(row.get(0), row.get(1), row.get(2))))
                .containsExactlyElementsOf(Arrays.stream(Metric.values())
                        .map(metric -> List.of(
                                code(metric.metricName()), kind(metric.kind().name()), code(metric.unit())))
                        .toList());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void listsTheAttributesThatArePublished() throws Exception {
        CollectingContext context = CollectingContext.sampling("400ms");
        Recorder recorder = new SystemRecorderProvider().create(context);
        recorder.start();
        try {
            System.gc();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(context.metrics)
                            .extracting(MetricEvent::name)
                            .contains(Arrays.stream(Metric.values())
                                    .map(Metric::metricName)
                                    .toArray(String[]::new)));
        } finally {
            recorder.close();
        }

        TreeMap<String, String> listed = new TreeMap<>();
        rows(4).forEach(row -> listed.put(row.get(0), sorted(row.get(3))));
        for (MetricEvent event : context.metrics) {
            String published = event.attributes().keySet().stream()
                    .map(MetricsReferenceTest::code)
                    .collect(Collectors.joining(","));
            assertThat(sorted(published)).as(event.name()).isEqualTo(listed.get(code(event.name())));
            assertThat(rows(4)).contains(row(event, rows(4)));
        }
    }

    @Test
    void listsEveryKeyWithItsDefault() throws IOException {
        assertThat(rows(3))
                .containsExactlyElementsOf(new SystemRecorderProvider()
                        .keys().stream().map(MetricsReferenceTest::row).toList());
    }

    private static List<String> row(ConfigKey<?> key) {
        return List.of(
                code("telemetry.system." + key.name()), code(key.defaultText().orElse("")), key.description());
    }

    private static List<String> row(MetricEvent event, List<List<String>> rows) {
        String attributes = rows.stream()
                .filter(row -> row.get(0).equals(code(event.name())))
                .map(row -> row.get(3))
                .findFirst()
                .orElse("not listed");
        return List.of(code(event.name()), kind(event.kind().name()), code(event.unit()), attributes);
    }

    /** The rows of the table with so many columns, without its head. */
    private static List<List<String>> rows(int columns) throws IOException {
        return Files.readAllLines(REFERENCE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(
                                line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .filter(row -> row.size() == columns)
                .toList();
    }

    private static String sorted(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).sorted().collect(Collectors.joining(","));
    }

    private static String code(String text) {
        return '`' + text + '`';
    }

    private static String kind(String constant) {
        return constant.equals("UP_DOWN_COUNTER") ? "up-down counter" : constant.toLowerCase(Locale.ROOT);
    }
}
