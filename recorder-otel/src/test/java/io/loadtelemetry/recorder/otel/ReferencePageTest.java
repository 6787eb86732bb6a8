package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.testkit.OtlpPoint;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.OtlpResponse;
import io.loadtelemetry.testkit.OtlpSignal;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.SampleEvents;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page docs/otlp-metrics.md says what a full run sends, no more and no less. */
@Timeout(60)
class ReferencePageTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Set<String> LOCUST = Set.of(
            LocustRequests.SUCCESS,
            LocustRequests.ERROR,
            LocustNaming.EVENTS,
            LocustGauges.USERS,
            LocustGauges.CPU,
            LocustGauges.MEMORY,
            LocustGauges.NETWORK);
    private static final Set<String> OURS = Set.of(
            RequestInstruments.DURATION,
            RequestInstruments.RESPONSE_TIME,
            RequestInstruments.IO,
            IterationInstrument.DURATION,
            RunEventCounter.EVENTS,
            RecorderEventCounter.EVENTS,
            SignalCounter.SPANS,
            SignalCounter.LOG_RECORDS);

    private static List<OtlpPoint> points;
    private static Map<String, String> resource;

    @BeforeAll
    static void fullRun() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            // Log records are refused, and all but one of the spans are too many, so that there are reasons.
            receiver.respond(request -> request.signal() == OtlpSignal.LOGS
                    ? OtlpResponse.ok().rejecting(1, "too old")
                    : OtlpResponse.ok());
            try (RecorderHarness harness = OtelRun.to(receiver)
                    .option("trace.ratio", "1")
                    .option("trace.rate.max", "1")
                    .start()) {
                SampleEvents.everyKind().forEach(harness::record);
                harness.context().dropped("overrun", 1);
            }
            points = OURS.stream()
                    .flatMap(name -> receiver.points(name).stream())
                    .toList();
            resource = receiver.resources().get(0);
        }
    }

    @Test
    void metricsAndTheirUnitsAreThoseOfThePage() throws Exception {
        Map<String, String> sent = new TreeMap<>();
        points.forEach(point -> sent.put(point.metric(), point.unit()));
        Map<String, String> documented = new TreeMap<>();
        table("## Metrics")
                .forEach(row ->
                        documented.put(code(row.get(0)).get(0), code(row.get(2)).get(0)));
        assertThat(sent).isEqualTo(documented);
    }

    @Test
    void attributesOfPointsAreThoseOfThePage() throws Exception {
        Map<String, Set<String>> sent = new TreeMap<>();
        points.forEach(point -> sent.computeIfAbsent(point.metric(), name -> new TreeSet<>())
                .addAll(generic(point.attributes().keySet())));
        Set<String> ofRequests = new TreeSet<>();
        Set<String> ofAll = new TreeSet<>();
        for (List<String> row : table("## Attributes of a request")) {
            String attribute = code(row.get(0)).get(0);
            (attribute.equals("loadtest.run.id") || attribute.equals("loadtest.test_plan") ? ofAll : ofRequests)
                    .add(attribute);
        }
        Map<String, Set<String>> documented = new TreeMap<>();
        for (List<String> row : table("## Metrics")) {
            Set<String> attributes = new TreeSet<>(ofAll);
            attributes.addAll(code(row.get(3)));
            if (row.get(3).contains("those of a request")) {
                attributes.addAll(ofRequests);
            }
            documented.put(code(row.get(0)).get(0), attributes);
        }
        assertThat(sent).isEqualTo(documented);
    }

    @Test
    void locustMetricsAreThoseOfThePageAndNothingElseIsSent() throws Exception {
        Map<String, String> sent = new TreeMap<>();
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            fullLocustRun(receiver);
            Set<String> expected = new TreeSet<>(LOCUST);
            expected.add(RecorderEventCounter.EVENTS);
            expected.add(SignalCounter.LOG_RECORDS);
            assertThat(receiver.metricNames()).isEqualTo(expected);
            for (String name : LOCUST) {
                Set<String> attributes = new TreeSet<>();
                receiver.points(name)
                        .forEach(point -> attributes.addAll(point.attributes().keySet()));
                Metric metric = receiver.metric(name).orElseThrow();
                sent.put(name, kind(metric) + " " + metric.getUnit() + " " + attributes);
            }
        }
        Set<String> ofAll = new TreeSet<>();
        table("## Attributes with Locust Telemetry's names")
                .forEach(row -> ofAll.add(code(row.get(0)).get(0)));
        Map<String, String> documented = new TreeMap<>();
        for (List<String> row : table("## Locust Telemetry's names")) {
            Set<String> attributes = new TreeSet<>(ofAll);
            attributes.addAll(code(row.get(3)));
            documented.put(
                    code(row.get(0)).get(0),
                    row.get(1).strip() + " " + code(row.get(2)).get(0) + " " + attributes);
        }
        assertThat(sent).isEqualTo(documented);
    }

    private static void fullLocustRun(OtlpReceiver receiver) throws Exception {
        try (RecorderHarness harness =
                OtelRun.to(receiver).option("naming", "locust").start()) {
            SampleEvents.everyKind().forEach(harness::record);
            harness.record(
                    measurement("loadtest.users", "{user}", Map.of()),
                    measurement("loadtest.users.target", "{user}", Map.of()),
                    measurement("process.memory.usage", "By", Map.of()),
                    measurement("system.network.io", "By", Map.of("network.io.direction", "transmit")));
        }
    }

    private static MetricEvent measurement(String name, String unit, Map<String, String> attributes) {
        return new MetricEvent(Requests.TIME, name, MetricEvent.Kind.UP_DOWN_COUNTER, unit, 5, attributes);
    }

    private static String kind(Metric metric) {
        return metric.hasGauge() ? "gauge" : metric.hasSum() ? "counter" : "histogram";
    }

    @Test
    void attributesOfTheResourceAreThoseOfThePage() throws Exception {
        assertThat(generic(resource.keySet()))
                .isEqualTo(table("## Resource").stream()
                        .map(row -> code(row.get(0)).get(0))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void keysAndTheirDefaultsAreThoseOfThePage() throws Exception {
        Map<String, String> documented = new TreeMap<>();
        table("## Keys")
                .forEach(row ->
                        documented.put(code(row.get(0)).get(0), code(row.get(1)).get(0)));
        Map<String, String> declared = new TreeMap<>();
        for (ConfigKey<?> key : new OtelRecorderProvider().keys()) {
            declared.put("telemetry.otel." + key.name(), key.defaultText().orElse(""));
        }
        assertThat(declared).isEqualTo(documented);
    }

    @Test
    void variablesAreThoseThatAreRead() throws Exception {
        Set<String> read = new TreeSet<>();
        OtelVariables recording = new OtelVariables(name -> null, name -> {
            read.add(name);
            return null;
        });
        try (RecorderHarness harness = OtelRun.to("http://localhost:1")
                .environment("OTEL_SDK_DISABLED", "true")
                .start()) {
            OtelSettings.read(harness.context().config(), recording);
        }
        read.add("OTEL_METRIC_EXPORT_INTERVAL"); // the harness sets the key that wins over it
        Set<String> documented = new TreeSet<>();
        table("## Standard variables").forEach(row -> documented.addAll(code(row.get(0))));
        assertThat(read).isEqualTo(documented);
    }

    /** Tags and labels are named by the user. */
    private static Set<String> generic(Set<String> attributes) {
        return attributes.stream()
                .map(name -> name.replaceFirst("^(loadtest\\.(tag|label)\\.).*", "$1<name>"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The cells of all rows of the tables of a section whose first cell is code. */
    private static List<List<String>> table(String heading) throws Exception {
        String page = Files.readString(page());
        int from = page.indexOf(heading + "\n");
        assertThat(from).as(heading).isNotNegative();
        int to = page.indexOf("\n## ", from);
        List<List<String>> rows = new ArrayList<>();
        for (String line :
                page.substring(from, to < 0 ? page.length() : to).lines().toList()) {
            if (line.startsWith("| `")) {
                rows.add(List.of(line.substring(1).split("\\|", -1)));
            }
        }
        assertThat(rows).as(heading).isNotEmpty();
        return rows;
    }

    private static List<String> code(String cell) {
        Matcher matcher = CODE.matcher(cell);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** Maven runs tests in the folder of the module, an editor may run them in that of the project. */
    private static Path page() {
        Path beside = Path.of("..", "docs", "otlp-metrics.md");
        return Files.exists(beside) ? beside : Path.of("docs", "otlp-metrics.md");
    }
}
