package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A wrong value for every key there is, in every place where it can be set. */
@Timeout(120)
class WrongConfigurationTest {

    /** No key but one that takes any text takes one of these. */
    private static final List<String> WRONG = List.of("", " , ", "~no such value~", "-1", "NaN", "9".repeat(400));

    private static final String TWO_LINES = "~no\nsuch\u2028value~";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** A run that works, so that what the JDK starts for good, its loggers for instance, is there already. */
    @BeforeAll
    static void warmUp(@TempDir Path warm) {
        builder(warm).start().close();
    }

    /** Any text may be right as far as the key alone is concerned. */
    private static final Set<String> TEXTS = Set.of(
            "telemetry.test.plan",
            "telemetry.recorders",
            "telemetry.run",
            "telemetry.node.name",
            "telemetry.channel",
            "telemetry.http.tls.keystore",
            "telemetry.http.tls.truststore",
            "telemetry.http.tls.password");

    private static final Set<String> SECRETS = Set.of("telemetry.http.token", "telemetry.http.tls.password");

    /** How a message names a wrong value. */
    private static String quoted(String key, String value) {
        return SECRETS.contains(key) ? ": its value is not allowed" : '"' + shown(value);
    }

    private static TelemetryBuilder builder(Path folder) {
        return Telemetry.builder("faults")
                .set("telemetry.json.path", folder.resolve("run.jsonl").toString())
                .set("telemetry.slowest.path", folder.resolve("slowest.txt").toString())
                .set("telemetry.close.timeout", "6s");
    }

    /** All keys by their full names, as the providers on the class path and the core tell them. */
    private static List<String> keys() {
        List<String> keys = new ArrayList<>(coreKeys());
        for (RecorderProvider provider : ServiceLoader.load(RecorderProvider.class)) {
            for (ConfigKey<?> key : provider.keys()) {
                keys.add("telemetry." + provider.id() + "." + key.name());
            }
        }
        return keys;
    }

    /** The core tells its keys where nothing is like the mistyped one. */
    private static List<String> coreKeys() {
        Throwable all = catchThrowable(
                () -> Telemetry.builder("faults").set("~".repeat(60), "x").start());
        String list = String.valueOf(all.getMessage()).replaceAll("(?s).*the keys are ", "");
        return Stream.of(list.split(", ", -1))
                .filter(key -> ServiceLoader.load(RecorderProvider.class).stream()
                        .noneMatch(provider ->
                                key.startsWith("telemetry." + provider.get().id() + ".")))
                .toList();
    }

    private ConfigurationException fails(TelemetryBuilder builder, String what) throws Exception {
        List<String> threads = ours(Leaks.threads());
        List<String> files = regular(Leaks.openFiles());
        Throwable thrown = catchThrowable(builder::start);
        assertThat(thrown).as(what).isInstanceOf(ConfigurationException.class);
        String message = String.valueOf(thrown.getMessage());
        assertThat(message.lines()).as(what).hasSize(1);
        assertThat(message).as(what).hasSizeLessThan(1500);
        assertThat(ours(Leaks.threads())).as("threads after %s", what).isSubsetOf(threads);
        assertThat(regular(Leaks.openFiles())).as("open files after %s", what).isSubsetOf(files);
        return (ConfigurationException) thrown;
    }

    /** The HTTP client of the run before ends its own threads and sockets when it is collected. */
    private static List<String> ours(List<String> threads) {
        return threads.stream().filter(name -> name.startsWith("telemetry")).toList();
    }

    private static List<String> regular(List<String> files) {
        return files.stream().filter(name -> name.contains(" /")).toList();
    }

    private static String shown(String value) {
        return value.length() > 100 ? value.substring(0, 99) : value;
    }

    @Test
    void everyKeyInTheBuilderAndAsASystemProperty() throws Exception {
        int refused = 0;
        List<String> keys = keys();
        assertThat(keys)
                .contains("telemetry.ring.full", "telemetry.json.path", "telemetry.otel.interval")
                .contains("telemetry.system.cpu.warning");
        for (String key : keys) {
            int before = refused;
            for (String wrong : WRONG) {
                if (takesText(key) && !wrong.isBlank()) {
                    continue;
                }
                String message = fails(builder(folder).set(key, wrong), key).getMessage();
                assertThat(message)
                        .contains("builder " + key, quoted(key, wrong))
                        .containsPattern("allowed (is|are)");
                System.setProperty(key, wrong);
                try {
                    assertThat(fails(builder(folder), key)).hasMessageContaining("system property " + key);
                } finally {
                    System.clearProperty(key);
                }
                refused += 2;
            }
            assertThat(refused).as("wrong values of %s that were refused", key).isGreaterThan(before);
        }
        Fault.WRONG_CONFIGURATION.seen(
                this,
                "builder and properties",
                "%d keys, %d wrong values, each refused by one line; no thread and no file left open",
                keys.size(),
                refused);
    }

    private static boolean takesText(String key) {
        return TEXTS.contains(key) || key.endsWith(".path");
    }

    @Test
    void whatBreaksLinesIsShownOnOne() throws Exception {
        for (String key : keys()) {
            if (!takesText(key)
                    || List.of("telemetry.json.path", "telemetry.recorders").contains(key)) {
                // As the name of a recorder and as that of a file too.
                String value = key.endsWith(".path") ? "{" + TWO_LINES + "}" : TWO_LINES;
                assertThat(fails(builder(folder).set(key, value), key))
                        .hasMessageContaining(SECRETS.contains(key) ? "its value" : "~no");
            }
        }
        fails(builder(folder).set("telemetry.ring\n.full", "drop"), "a key of two lines");
        fails(builder(folder).set("telemetry.stats." + "x".repeat(10_000_000), "drop"), "a long key");
    }

    @Test
    void everyKeyMistyped() throws Exception {
        for (String key : keys()) {
            String mistyped = key.substring(0, key.length() - 1);
            assertThat(fails(builder(folder).set(mistyped, Canary.MISTYPED.text()), mistyped))
                    .hasMessageContaining(mistyped + ": no such key; the nearest is " + key)
                    .hasMessageNotContaining(Canary.MISTYPED.text());
        }
        Fault.WRONG_CONFIGURATION.seen(this, "mistyped", "%d keys, for each the nearest named", keys().size());
    }

    @Test
    void everyKeyInTheEnvironment() throws Exception {
        List<String> keys = keys();
        try (JavaChild child = new JavaChild(folder)) {
            for (String key : keys) {
                child.environment(environment(key), takesText(key) ? " " : "~no such value~");
            }
            JavaChild.Ended ended = child.environment("TELEMETRY_STATS_INTERVALL", Canary.MISTYPED.text())
                    .start(WrongConfigurationMain.class)
                    .await();

            assertThat(ended.exit()).isEqualTo(3);
            List<String> lines = ended.out().lines().toList();
            // Everything that is wrong at once, a line each.
            assertThat(lines).hasSize(keys.size() + 1);
            for (String key : keys) {
                assertThat(lines)
                        .anyMatch(line -> line.contains("environment variable " + environment(key)
                                + (SECRETS.contains(key) ? ": its" : ": \"")));
            }
            assertThat(lines)
                    .anyMatch(line -> line.contains(
                            "TELEMETRY_STATS_INTERVALL: no such key; the nearest is TELEMETRY_STATS_INTERVAL"));
            assertThat(ended.out() + ended.err()).doesNotContain(Canary.MISTYPED.text());
        }
    }

    private static String environment(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    @Test
    void recordersThatAreNotThere() throws Exception {
        assertThat(fails(builder(folder).set("telemetry.recorders", "jsn,otel"), "a mistyped recorder"))
                .hasMessageContaining("there is no recorder \"jsn\"; the nearest is json; found are ");
        assertThat(fails(builder(folder).set("telemetry.recorders", "json,none"), "none beside another"))
                .hasMessageContaining("none");
    }

    /** What earlier recorders opened is closed again when a later one does not know what it is told. */
    @Test
    void aStandardVariableThatIsWrong() throws Exception {
        List<String> variables = List.of(
                "otel.exporter.otlp.endpoint",
                "otel.exporter.otlp.headers",
                "otel.exporter.otlp.protocol",
                "otel.exporter.otlp.timeout",
                "otel.exporter.otlp.compression",
                "otel.exporter.otlp.certificate",
                "otel.metric.export.interval",
                "otel.metric.export.timeout",
                "otel.exporter.otlp.metrics.temporality.preference",
                "otel.exporter.otlp.metrics.default.histogram.aggregation",
                "otel.resource.attributes");
        for (String variable : variables) {
            System.setProperty(variable, TWO_LINES + "9".repeat(10_000));
            try {
                assertThat(fails(builder(folder), variable)).hasMessageContaining(variable);
            } finally {
                System.clearProperty(variable);
            }
        }
        // The file that was opened can be used by the next run, which is what an open lock would prevent.
        builder(folder).set("telemetry.recorders", "json").start().close();
        assertThat(Files.readAllLines(folder.resolve("run.jsonl"))).isNotEmpty();
        Fault.WRONG_CONFIGURATION.seen(
                this, "standard variables", "%d variables, each refused by one line", variables.size());
    }

    @Test
    void aRingThatDoesNotFitTheMemory() throws Exception {
        try (JavaChild child = new JavaChild(folder)) {
            JavaChild.Ended ended = child.option("-Xmx128m")
                    .environment("TELEMETRY_RING_CAPACITY", "16777216")
                    .environment("TELEMETRY_RECORDERS", "json,otel,system")
                    .environment(
                            "TELEMETRY_JSON_PATH", folder.resolve("child.jsonl").toString())
                    .start(WrongConfigurationMain.class)
                    .await();
            assertThat(ended.exit()).as(ended.err()).isEqualTo(3);
            assertThat(ended.out().lines().collect(Collectors.toList()))
                    .singleElement()
                    .asString()
                    .contains("telemetry.ring.capacity", "16777216", "-Xmx");
        }
    }
}
