package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.spi.Texts;
import io.loadtelemetry.testkit.OtlpPoint;
import io.loadtelemetry.testkit.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Texts made to break lines, encodings and memory, in every place where a load tool hands in a text. */
@Timeout(120)
class HostileTextsTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int LONGEST_VALUE = 4096;
    private static final String LONG = "n".repeat(10 * MEGABYTE);

    private static final List<String> TEXTS = List.of(
            IntStream.range(0, 0xa0)
                    .filter(Character::isISOControl)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()),
            "two\r\nlines\u2028and\u2029more\u0085",
            "\ud800",
            "low \udc00 first \ud83d",
            "😀",
            "n".repeat(253) + "😀😀",
            "\",\"injected\":true}\n{\"time\":\"never",
            "\\\"\\\\ ${jndi:ldap://127.0.0.1/x} %s%n {0} \ufeff\u202e <script>",
            "../../../etc/passwd\0.jsonl",
            "",
            LONG,
            "\u0001".repeat(10 * MEGABYTE),
            "\udbff".repeat(MEGABYTE));

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private OtlpReceiver collector;

    @BeforeEach
    void collector() throws IOException {
        collector = OtlpReceiver.start();
        System.setProperty("otel.exporter.otlp.endpoint", collector.endpoint());
    }

    @AfterEach
    void end() {
        System.clearProperty("otel.exporter.otlp.endpoint");
        collector.close();
    }

    private Path file() {
        return folder.resolve("run.jsonl");
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file())) {
            assertThat(line.length()).as("length of a line").isLessThan(300_000);
            lines.add(json.readTree(line));
        }
        return lines;
    }

    @Test
    void inEveryPlaceOfARun() throws Exception {
        try (FaultRun run = FaultRun.with("json,otel")
                .set("telemetry.json.path", file().toString())
                .set("telemetry.json.requests", "all")
                .set("telemetry.otel.interval", "200ms")
                .set("telemetry.stats.interval", "500ms")
                .perSecond(4_000)
                .start()) {
            run.calm(Duration.ofSeconds(1));
            ExecutorService own = Executors.newSingleThreadExecutor();
            Future<Integer> hostile = own.submit(() -> publish(run.telemetry()));
            run.faulty(Duration.ofSeconds(1));
            run.addCalls(hostile.get());
            own.shutdown();
            assertThat(heapOf(run)).as("bytes kept of 40 names of 10 MB").isLessThan(50L * MEGABYTE);
            run.end();

            assertThat(run.books("json").droppedTotal()).isZero();
            assertThat(run.books("otel").droppedTotal()).isZero();
            assertLines(lines());
            assertMetrics();
            Fault.HOSTILE_TEXTS.seen(
                    this, "13 texts in 12 places", "%s, %,d lines parsed back", run.figure("json"), lines().size());
        }
    }

    /** Every text in every place; gives the number of requests. */
    private static int publish(Telemetry telemetry) throws InterruptedException {
        int requests = 0;
        for (String text : TEXTS) {
            Endpoint endpoint = Endpoint.of(text, text)
                    .withScenario(text)
                    .withGroup(text)
                    .withTag(text, text)
                    .withTag("tag", text);
            long now = telemetry.now();
            telemetry.request(endpoint).success(now - 1_000_000, now, 1);
            telemetry.request(Endpoint.of("errors")).failure(now - 1_000_000, now, text, 1);
            requests += 2;
            telemetry.event(text, Map.of(text, text, "list", List.of(text), "explodes", new Object() {
                @Override
                @SuppressWarnings("InfiniteRecursion")
                public String toString() {
                    return toString();
                }
            }));
            telemetry.users(text, 1);
            telemetry.users(text, 0);
            Thread.sleep(20);
        }
        return requests;
    }

    private static long heapOf(FaultRun run) {
        long before = used();
        for (int i = 0; i < 40; i++) {
            long now = run.telemetry().now();
            String text = i + LONG;
            run.telemetry().request(Endpoint.of(text).withTag(text, text)).success(now, now, 1);
            run.telemetry().request("GET", "/").failure(now, now, text, 1);
            run.addCalls(2);
        }
        return used() - before;
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Set<String> cut(int most) {
        return TEXTS.stream().map(text -> Texts.cut(text, most)).collect(Collectors.toSet());
    }

    private static void assertLines(List<JsonNode> lines) {
        Set<String> names = cut(Texts.MAX_NAME);
        assertThat(texts(lines, "request", "method")).containsAll(names);
        assertThat(texts(lines, "request", "request")).containsAll(names);
        assertThat(texts(lines, "request", "scenario")).containsAll(names);
        assertThat(texts(lines, "request", "group")).containsAll(names);
        assertThat(texts(lines, "request", "error_type")).containsAll(names);
        assertThat(texts(lines, "stats", "request")).containsAll(names);
        assertThat(texts(lines, "event", "name")).containsAll(names);
        assertThat(lines.stream().filter(line -> line.has("injected"))).isEmpty();
        Set<String> values = lines.stream()
                .flatMap(line -> TEXTS.stream()
                        .map(text -> line.path("attributes").path(field(text)))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText))
                .collect(Collectors.toSet());
        assertThat(values).containsAll(cut(LONGEST_VALUE));
        Set<String> tags = lines.stream()
                .map(line -> line.path("tags").path("tag"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        assertThat(tags).isEqualTo(names);
        assertThat(Texts.cut(LONG)).hasSize(Texts.MAX_NAME).endsWith("…");
    }

    /** A lone surrogate in the name of a field would make parsers refuse the line. */
    private static String field(String text) {
        return replaceLoneSurrogates(Texts.cut(text), 0xfffd);
    }

    private static Set<String> texts(List<JsonNode> lines, String type, String field) {
        return lines.stream()
                .filter(line -> line.path("type").asText().equals(type))
                .map(line -> line.path(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private void assertMetrics() {
        List<OtlpPoint> points = collector.points("loadtest.request.duration");
        assertThat(points).isNotEmpty();
        Set<String> arrived = collector.metricNames().stream()
                .flatMap(name -> collector.points(name).stream())
                .flatMap(point -> point.attributes().values().stream())
                .collect(Collectors.toSet());
        assertThat(arrived).allMatch(text -> text.length() <= Texts.MAX_NAME);
        // Protocol buffers have no lone surrogates.
        assertThat(arrived)
                .containsAll(cut(Texts.MAX_NAME).stream()
                        .map(HostileTextsTest::withoutLoneSurrogates)
                        .toList());
        assertThat(collector.problems()).isEmpty();
    }

    private static String withoutLoneSurrogates(String text) {
        return replaceLoneSurrogates(text, '?');
    }

    private static String replaceLoneSurrogates(String text, int by) {
        return text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? by : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The name of the test and its labels are on every line and every resource. */
    @Test
    void asTheNameOfTheTestAndAsLabels() throws Exception {
        int runs = 0;
        for (String text : TEXTS) {
            if (text.isBlank()) {
                continue;
            }
            Files.deleteIfExists(file());
            collector.clear();
            Console console = Console.listen();
            try {
                Telemetry telemetry = Telemetry.builder(text)
                        .label(text, text)
                        .label("label", text)
                        .set("telemetry.recorders", "json,otel")
                        .set("telemetry.json.path", file().toString())
                        .start();
                telemetry.request("GET", "/").success(0, 1, 1);
                telemetry.close();
                assertThat(telemetry.accounting().recorders())
                        .allSatisfy(books -> assertThat(books.balanced() && books.droppedTotal() == 0)
                                .isTrue());
                console.assertTidy();
            } finally {
                console.close();
            }
            String kept = Texts.cut(text);
            List<JsonNode> lines = lines();
            assertThat(lines).hasSizeGreaterThan(2).allSatisfy(line -> {
                assertThat(line.path("test_plan").asText()).isEqualTo(kept);
                assertThat(line.path("labels").path(field(text)).asText()).isEqualTo(kept);
                assertThat(line.path("labels").path("label").asText()).isEqualTo(kept);
                assertThat(line.has("injected")).isFalse();
            });
            assertThat(collector.resources()).isNotEmpty().allSatisfy(resource -> {
                assertThat(resource)
                        .containsEntry("loadtest.test_plan", withoutLoneSurrogates(kept))
                        .containsEntry("loadtest.label.label", withoutLoneSurrogates(kept));
                assertThat(resource.keySet()).allMatch(key -> key.length() <= Texts.MAX_NAME);
            });
            runs++;
        }
        Fault.HOSTILE_TEXTS.seen(
                this, "test plan and labels", "%d runs, every line and resource carries it, at most 255 long", runs);
    }

    /** What the library says on the console of such names is one line too. */
    @Test
    void inAWarning() throws Exception {
        try (FaultRun run =
                FaultRun.with("").set("telemetry.requests.max", "20").start()) {
            for (int i = 0; i < 100; i++) {
                run.telemetry().request("GET", "two\nlines\u2028\u001b[31m" + i);
            }
            run.end();
            assertThat(run.console().warnings())
                    .anyMatch(text -> text.contains("more than 20 distinct requests")
                            && text.chars().noneMatch(Character::isISOControl));
        }
    }
}
