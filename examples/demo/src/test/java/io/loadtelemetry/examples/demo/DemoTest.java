package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.testkit.OtlpReceiver;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Short runs in this JVM. */
@Timeout(60)
class DemoTest {

    private static final String OTLP_ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final String AGREE = "All counts agree.";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void clearProperties() {
        List.of(OTLP_ENDPOINT, "telemetry.json.path", "telemetry.recorders").forEach(System::clearProperty);
    }

    @Test
    void inTheOpenModelResponseTimesAreShownToo() throws Exception {
        assertThat(run("--rate", "100", "--duration", "2s", "--ramp", "0")).isZero();

        assertThat(text(out)).contains("Response time from the intended start", AGREE);
        long sent = JsonFile.read(json(), runId()).tally().total();
        assertThat(sent).as("100 requests/s for 2 s").isBetween(150L, 200L);
    }

    @Test
    void anotherTargetIsLoadedButNotCompared() throws Exception {
        try (Target target = Target.start(1)) {
            assertThat(run("--duration", "1s", "--target", target.uri() + "/")).isZero();

            assertThat(text(out)).contains("what it served is not known and not compared", AGREE);
            assertThat(target.served().total()).isPositive();
            assertThat(JsonFile.read(json(), runId()).tally()).isEqualTo(target.served());
        }
    }

    @Test
    void aTargetThatIsNotThereMakesFailuresThatAllOutputsAgreeOn() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(run("--duration", "1s", "--target", "http://127.0.0.1:" + port))
                .isZero();

        assertThat(text(out)).contains(AGREE);
        Tally json = JsonFile.read(json(), runId()).tally();
        assertThat(json.of("GET /", Tally.NO_ANSWER)).isPositive();
        assertThat(json.of("GET /", Tally.OK)).isZero();
    }

    @Test
    void otlpGoesWhereTheUserSaysAndIsNotCompared() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            System.setProperty(OTLP_ENDPOINT, receiver.endpoint());
            assertThat(run("--duration", "1s")).isZero();

            assertThat(System.getProperty(OTLP_ENDPOINT)).isEqualTo(receiver.endpoint());
            assertThat(text(out)).contains("OTLP went where", AGREE).doesNotContain("(built in)\n  OTLP");
            assertThat(receiver.metricNames()).contains("loadtest.request.duration");
        }
    }

    @Test
    void aUsersOwnPathIsKeptUnlessTheOptionIsGiven() throws Exception {
        Path own = folder.resolve("own.jsonl");
        System.setProperty("telemetry.json.path", own.toString());

        assertThat(run(false, "--duration", "500ms")).isZero();
        assertThat(own).isNotEmptyFile();
        assertThat(text(out)).contains("JSON lines " + own, AGREE);

        long size = Files.size(own);
        assertThat(run("--duration", "500ms")).isZero();
        assertThat(json()).isNotEmptyFile();
        assertThat(own).hasSize(size);
    }

    @Test
    void aSelectionOfRecordersLeavesTheOthersOutOfTheBooks() {
        System.setProperty("telemetry.recorders", "json");

        assertThat(run("--duration", "500ms")).isZero();

        assertThat(text(out))
                .contains("recorders  statistics, json, progress\n", AGREE)
                .doesNotContain("OTLP");
    }

    @Test
    void oneTraceShowsClientAndServerJoined() {
        assertThat(run("--duration", "2s", "--trace-ratio", "1", "--server-spans"))
                .isZero();

        assertThat(text(out))
                .containsPattern(
                        "spans +[1-9][\\d,]* of requests, [1-9][\\d,]* of iterations, [1-9][\\d,]* of the target")
                .containsPattern("traces +[1-9][\\d,]*, client and server joined in [1-9]")
                .containsPattern("announced +[1-9][\\d,]* requests reached the target as sampled, all have their span")
                .containsPattern("exemplars +[1-9][\\d,]*, all of spans that came")
                .containsPattern("iteration \\w+ .*\n +client GET .*\n +server GET ")
                .contains(" <-\n", AGREE);
        assertThat(text(err)).isEmpty();
        assertThat(text(out).lines()).noneMatch(line -> line.endsWith(" "));
    }

    @Test
    void withoutTracesOneLineSaysSo() {
        assertThat(run("--duration", "500ms", "--trace-ratio", "0")).isZero();

        assertThat(text(out))
                .contains("Traces\n  none: the share of traced iterations is 0 (--trace-ratio)\n\n", AGREE);
    }

    @Test
    void quietPrintsNothing() {
        assertThat(run("--duration", "500ms", "--quiet")).isZero();

        assertThat(text(out)).isEmpty();
        assertThat(text(err)).isEmpty();
        assertThat(json()).isNotEmptyFile();
    }

    @Test
    void theTablesFitIntoEightyColumns() {
        assertThat(run("--duration", "1s", "--rate", "50")).isZero();

        assertThat(text(out).lines())
                .filteredOn(line -> !line.contains(folder.toString()) && !line.contains("load-telemetry-demo-"))
                .allMatch(line -> line.length() <= 80)
                .noneMatch(line -> line.endsWith(" "));
    }

    private int run(String... args) {
        return run(true, args);
    }

    private int run(boolean json, String... args) {
        List<String> all = new java.util.ArrayList<>(List.of(args));
        if (json) {
            all.addAll(List.of("--json", json().toString()));
        }
        return Demo.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                all.toArray(String[]::new));
    }

    private Path json() {
        return folder.resolve("demo.jsonl");
    }

    private String runId() throws Exception {
        return Files.readString(json()).replaceAll("(?s)^.*?\"run_id\":\"([^\"]+)\".*$", "$1");
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
