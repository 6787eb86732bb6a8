package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged demo in JVMs of its own, as a user would start it. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class DemoIT {

    private static final int SIGINT = 2;
    private static final String AGREE = "All counts agree.";
    private static final List<String> ALL = List.of("statistics", "json", "otel", "progress", "slowest", "system");

    @TempDir
    Path folder;

    private PackagedDemo demo;
    private Path json;

    @BeforeEach
    void copyThePackage() throws Exception {
        demo = PackagedDemo.in(folder);
        json = folder.resolve("demo.jsonl");
    }

    @Test
    void targetStatisticsJsonAndOtlpAgreeOnEveryCount() throws Exception {
        // Through a link and from another folder: neither matters to the script.
        Path link = Files.createSymbolicLink(folder.resolve("link"), demo.script());

        DemoProcess run = DemoProcess.run(folder, link, "--duration", "3s", "--json", json.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains(AGREE, "loadtest.request.duration", "GET /search scenario=browse");
        Map<String, List<Long>> books = run.books();
        assertThat(books).containsKeys("GET / ok", "GET /search ok", "POST /checkout ok", "POST /checkout 503");
        assertThat(books.values())
                .allSatisfy(counts -> assertThat(counts).hasSize(4).containsOnly(counts.get(0)));
        long requests =
                books.values().stream().mapToLong(counts -> counts.get(0)).sum();
        assertThat(requests).isPositive();
        assertThat(finalStats().total()).isEqualTo(requests);
        assertBalanced(run, ALL);
    }

    @Test
    void aWrongOptionIsOneLineAndExitCode2() throws Exception {
        DemoProcess run = DemoProcess.run(folder, demo.script(), "--user", "5");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains("Unknown option: '--user'", "--users");
    }

    @Test
    void aWrongKeyInTheEnvironmentIsOneLineAndExitCode2() throws Exception {
        DemoProcess run = start(
                List.of("env", "TELEMETRY_STATS_INTERVALL=1s", demo.script().toString()));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains("TELEMETRY_STATS_INTERVAL");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143, SIGTERM", "INT, 130, Ctrl-C"})
    void aSignalEndsItWithItsSummaryAndBalancedBooks(String signal, int status, String text) throws Exception {
        // A build that was started in the background passes the ignoring of Ctrl-C on to all it starts.
        assumeFalse(signal.equals("INT") && ignoresInterrupts(), "SIGINT is ignored by what started this build");
        List<String> command = List.of(demo.script().toString(), "--duration", "60s", "--json", json.toString());
        try (DemoProcess run = DemoProcess.start(folder, command)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> Files.exists(json) && Files.readString(json).contains("\"scope\":\"endpoint\""));
            run.signal(signal);

            assertThat(run.await()).isEqualTo(status);
            assertThat(run.out()).contains("Ended by " + text, AGREE);
            assertThat(run.err()).isEmpty();
            assertThat(finalStats().total()).isPositive();
            assertThat(Files.readAllLines(json))
                    .last()
                    .asString()
                    .contains("\"name\":\"test.stop\"", "\"reason\":\"interrupted\"");
            assertBalanced(run, ALL);
        }
    }

    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(ignored, 16) & 1L << (SIGINT - 1)) != 0;
    }

    @Test
    void theCustomRecordersJarTakenOutAndDroppedInAgainIsAllItTakes() throws Exception {
        demo.remove("example-custom-recorder");
        DemoProcess without = DemoProcess.run(folder, demo.script(), "--duration", "1s");
        assertThat(without.out()).contains(AGREE).doesNotContain("Slowest requests");
        assertBalanced(without, List.of("statistics", "json", "otel", "progress", "system"));

        demo.add("example-custom-recorder");
        DemoProcess with = DemoProcess.run(folder, demo.script(), "--duration", "1s");
        assertThat(with.out()).contains(AGREE, "Slowest requests");
        assertBalanced(with, ALL);
    }

    @ParameterizedTest
    @CsvSource({"recorder-json, json", "recorder-otel, otel", "recorder-system, system"})
    void aRecordersJarTakenOutIsGoneFromTheAccounting(String jar, String recorder) throws Exception {
        demo.remove(jar);

        DemoProcess run = DemoProcess.run(folder, demo.script(), "--duration", "1s");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains(AGREE);
        assertBalanced(run, ALL.stream().filter(id -> !id.equals(recorder)).toList());
    }

    @Test
    void withoutTheCoreTheLoadRunsAndOneNoticeSaysThatNothingIsRecorded() throws Exception {
        demo.remove("telemetry-core");

        DemoProcess run = DemoProcess.run(folder, demo.script(), "--duration", "1s");

        assertThat(run.status()).isZero();
        assertThat(run.err().lines().filter(line -> line.contains("nothing is recorded")))
                .hasSize(1);
        assertThat(run.out())
                .containsPattern(
                        "Without telemetry-core nothing was recorded; the target served [1-9][\\d,]* requests");
    }

    @Test
    void threeWorkersAndAMasterCountWhatTheTargetServedAndTheirFilesSayTheSame() throws Exception {
        DemoProcess run = DemoProcess.run(
                folder, demo.script(), "--role", "master", "--duration", "4s", "--json", json.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains(AGREE, "Workers (requests)");
        assertThat(run.status()).isZero();
        Map<String, List<Long>> books = run.books();
        assertThat(books).containsKeys("GET / ok", "POST /checkout ok");
        assertThat(books.values())
                .allSatisfy(counts -> assertThat(counts).hasSize(4).containsOnly(counts.get(0)));
        String lines = Files.readString(json);
        assertThat(lines.split("\"reason\":\"finished\"", -1))
                .as("workers that finished")
                .hasSize(1 + 3);
        assertThat(lines).contains("\"scope\":\"worker\"", "\"name\":\"worker.join\"");

        List<String> command = new ArrayList<>(
                List.of(java(), "-cp", demo.lib() + "/*", "io.loadtelemetry.merge.TelemetryMerge", json.toString()));
        workerFiles().forEach(file -> command.add(file.toString()));
        DemoProcess merge = start(command);
        assertThat(merge.err()).contains("that the master wrote of the run are the same, byte for byte");
        assertThat(merge.status()).isZero();
        assertThat(lines).contains(merge.out().strip().lines().toList());
    }

    private List<Path> workerFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().matches("worker-\\d\\.jsonl"))
                    .toList();
            assertThat(found).hasSize(3);
            return found;
        }
    }

    @Test
    void ofAWorkerThatIsKilledWhatItHadSentIsCountedOnceAndTheRestIsNamed() throws Exception {
        DemoProcess run = DemoProcess.run(
                folder,
                demo.script(),
                "--role",
                "master",
                "--workers",
                "2",
                "--kill-worker-after",
                "3s",
                "--duration",
                "6s",
                "--json",
                json.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern("worker-1 +[1-9][\\d,]* +[1-9][\\d,]* +0  finished")
                .containsPattern("worker-2 .*silent; known until 20")
                .containsPattern("All counts agree, but for [\\d,]+ requests that worker-2 had not told");
        Map<String, List<Long>> books = run.books();
        assertThat(books.values()).allSatisfy(counts -> {
            // Statistics, target, JSON: what was lost is of the target's count only.
            assertThat(counts).hasSize(3);
            assertThat(counts.get(2)).isEqualTo(counts.get(0));
            assertThat(counts.get(1)).isGreaterThanOrEqualTo(counts.get(0));
        });
        List<String> lines = Files.readAllLines(json);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"reason\":\"silent\""))
                .singleElement()
                .asString()
                .contains("\"worker\":\"worker-2\"", "\"until\":\"20");
        assertThat(lines).last().asString().contains("\"name\":\"test.stop\"", "\"reason\":\"completed\"");
    }

    @Test
    void onTheModulePathTheNamedModulesFindOneAnother() throws Exception {
        List<String> command = new ArrayList<>(List.of(java(), "-Djava.io.tmpdir=" + folder, "-p"));
        command.addAll(List.of(
                demo.lib().toString(),
                "-m",
                "io.loadtelemetry.examples.demo/" + Demo.class.getName(),
                "--duration",
                "1s",
                "--json",
                json.toString()));

        DemoProcess run = start(command);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains(AGREE);
        assertBalanced(run, ALL);
    }

    @Test
    void everyFlagAndEnvironmentVariableWorksTogether() throws Exception {
        DemoProcess run = start(List.of(
                "env",
                "TELEMETRY_JSON_REQUESTS=all",
                "TELEMETRY_LABELS_GIT=abc",
                demo.script().toString(),
                "--users",
                "5",
                "--rate",
                "50",
                "--duration",
                "1500ms",
                "--ramp",
                "500ms",
                "--seed",
                "7",
                "--json",
                json.toString(),
                "--quiet"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        try (Stream<String> lines = Files.lines(json)) {
            assertThat(lines.filter(line -> line.contains("\"type\":\"request\"")))
                    .hasSize((int) finalStats().total())
                    .allMatch(line -> line.contains("\"git\":\"abc\""));
        }
    }

    private DemoProcess start(List<String> command) throws Exception {
        try (DemoProcess run = DemoProcess.start(folder, command)) {
            run.await();
            return run;
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Tally finalStats() throws Exception {
        String first = Files.readAllLines(json).get(0);
        return JsonFile.read(json, first.replaceAll(".*\"run_id\":\"([^\"]+)\".*", "$1"))
                .tally();
    }

    private static void assertBalanced(DemoProcess run, List<String> recorders) throws Exception {
        Map<String, List<Long>> accounting = run.accounting();
        assertThat(accounting).containsOnlyKeys(recorders);
        assertThat(accounting.values()).allSatisfy(row -> {
            assertThat(row.get(0)).as("published").isPositive();
            assertThat(row.get(1) + row.get(2) + row.get(3)).isEqualTo(row.get(0));
            assertThat(row.get(3)).as("pending").isZero();
        });
    }
}
