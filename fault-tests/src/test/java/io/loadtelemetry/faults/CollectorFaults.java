package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.testkit.OtlpReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of collectors in trouble have in common: a run that exports over real HTTP, with a JSON file beside it
 * that gets every request, and what is to be so whatever the collector does.
 */
abstract class CollectorFaults {

    /** Half of what the core gives all recorders together; the exporter promises 4 s and a moment. */
    static final Duration CLOSE = Duration.ofSeconds(7);

    static final String REQUESTS = "loadtest.request.duration";
    private static @Nullable FaultRun reference;

    final OtelVariables variables = new OtelVariables();

    @TempDir
    Path folder;

    OtlpReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = OtlpReceiver.start();
        if (reference == null) {
            try (OtlpReceiver well = OtlpReceiver.start();
                    FaultRun calm = start(well.endpoint(), "calm")) {
                calm.calm(Duration.ofSeconds(1));
                calm.end();
                assertThat(well.count(REQUESTS, Map.of())).isEqualTo(calm.calls());
                assertThat(warnings(calm)).isEmpty();
                reference = calm;
            }
        }
    }

    @AfterEach
    void stop() {
        receiver.close();
        variables.close();
    }

    /** A run that exports often to the receiver. Publishing is compared with that of a run whose collector is well. */
    FaultRun run() {
        return runTo(receiver.endpoint());
    }

    FaultRun runTo(String endpoint) {
        return start(endpoint, "run").calmAs(Objects.requireNonNull(reference));
    }

    private FaultRun start(String endpoint, String name) {
        variables.set("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        return FaultRun.with("json,otel")
                .set("telemetry.json.path", folder.resolve(name + ".jsonl").toString())
                .set("telemetry.json.requests", "all")
                .set("telemetry.otel.interval", "200ms")
                .start();
    }

    /** There is no time to try an export again: the next one is as good. */
    void shortTimeout() {
        variables.set("OTEL_EXPORTER_OTLP_TIMEOUT", "750");
    }

    /** Waits until the user was told of a failed export; where the machine is busy that may take a while. */
    static void awaitWarning(FaultRun run) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (warnings(run).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(warnings(run)).as("warnings while the run goes on").isNotEmpty();
    }

    /** Closes the run in time and holds it to what is true of every collector; the fault may have cost the exports alone. */
    void end(FaultRun run) throws Exception {
        run.end(CLOSE);
        RecorderAccounting json = run.books("json");
        assertThat(json.dropped()).as("lost by the file: %s", json).isEmpty();
        try (var lines = Files.lines(folder.resolve("run.jsonl"))) {
            assertThat(lines.filter(line -> line.contains("\"name\":\"request\""))
                            .count())
                    .as("requests in the file")
                    .isEqualTo(run.calls());
        }
        List<String> kinds = warnings(run).stream()
                .map(text -> text.replaceAll("\\d+", "#"))
                .distinct()
                .toList();
        assertThat(warnings(run)).as("one warning of a kind").hasSameSizeAs(kinds);
    }

    /** What the user was told of exports. */
    static List<String> warnings(FaultRun run) {
        return run.console().warnings().stream()
                .filter(text -> text.contains("OTLP"))
                .toList();
    }

    /** Nothing that was published is missing in what arrived. */
    void assertAllArrived(FaultRun run) {
        assertThat(receiver.count(REQUESTS, Map.of()))
                .as("requests that arrived")
                .isEqualTo(run.calls());
        assertThat(run.books("otel").dropped()).isEmpty();
        assertThat(receiver.problems()).isEmpty();
    }

    /** Nothing arrived, and all of it is in the books and in the last warning. */
    static void assertAllLost(FaultRun run, String cause) {
        RecorderAccounting books = run.books("otel");
        assertThat(books.dropped()).containsOnlyKeys(DropReason.EXPORT_FAILED);
        assertThat(books.recorded()).as("%s", books).isZero();
        assertThat(warnings(run))
                .filteredOn(text -> text.contains("final OTLP export"))
                .singleElement()
                .asString()
                .contains(cause, books.dropped().get(DropReason.EXPORT_FAILED) + " events never arrived")
                .contains("OTEL_EXPORTER_OTLP_ENDPOINT");
    }

    /** The user heard of it while the run went on, once, with one of these causes. */
    static void assertWarnedOnce(FaultRun run, String... causes) {
        assertThat(warnings(run))
                .filteredOn(text -> text.contains("OTLP export to"))
                .filteredOn(text -> !text.contains("final"))
                .singleElement()
                .asString()
                .contains("nothing is lost if a later export succeeds", "OTEL_EXPORTER_OTLP_ENDPOINT")
                .containsAnyOf(causes);
    }

    /** For the table. */
    static String figure(FaultRun run) {
        return run.figure("otel").replace("%", "%%");
    }
}
