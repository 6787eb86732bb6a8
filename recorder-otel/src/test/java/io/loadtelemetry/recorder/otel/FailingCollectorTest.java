package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.OtlpResponse;
import io.loadtelemetry.testkit.RecorderHarness;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector in trouble costs, and whether the books know. */
@Timeout(60)
class FailingCollectorTest {

    private static final RequestEvent REQUEST = Requests.success(Endpoint.of("GET", "/cart"), 0, 1_000_000);

    private OtlpReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = OtlpReceiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private static void record(RecorderHarness harness, int count) {
        harness.recordBatch(Collections.nCopies(count, REQUEST));
    }

    private static void ticking(RecorderHarness harness, java.util.function.BooleanSupplier condition) {
        await().until(() -> {
            harness.tick();
            return condition.getAsBoolean();
        });
    }

    private static OtelRun often(String endpoint) {
        return OtelRun.to(endpoint).option("interval", "20ms").environment("OTEL_EXPORTER_OTLP_TIMEOUT", "300");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 500, 503})
    void whatNeverArrivedIsCountedAtTheEnd(int status) throws Exception {
        receiver.respondWith(status);
        RecorderHarness harness = OtelRun.to(receiver).start();
        record(harness, 100);
        harness.close();
        assertThat(harness.accounting().dropped()).containsExactlyEntriesOf(Map.of(DropReason.EXPORT_FAILED, 100L));
        assertThat(harness.accounting().balanced()).isTrue();
        assertThat(harness.failures()).isEmpty();
        assertThat(harness.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .startsWith("export.final: the final OTLP export to " + receiver.endpoint())
                        .contains("100 events never arrived")
                        .contains("OTEL_EXPORTER_OTLP_ENDPOINT")
                        .contains("(HTTP " + status));
    }

    @Test
    void cumulativeTotalsLoseNothingWhenTheCollectorComesBack() throws Exception {
        receiver.respondWith(500);
        RecorderHarness harness = often(receiver.endpoint()).start();
        record(harness, 60);
        ticking(harness, () -> harness.warnings().size() >= 3);
        receiver.respond(request -> OtlpResponse.ok());
        record(harness, 40);
        harness.close();
        assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(100);
        assertThat(harness.accounting().dropped()).isEmpty();
        assertThat(harness.warnings()).allMatch(warning -> warning.contains("HTTP 500; "));
    }

    @Test
    void anEarlierSuccessSavesWhatItCarried() throws Exception {
        RecorderHarness harness = often(receiver.endpoint()).start();
        record(harness, 60);
        ticking(harness, () -> receiver.count("loadtest.request.duration", Map.of()) == 60);
        // The answer must be in the books before the collector fails.
        int before = receiver.requests().size();
        ticking(harness, () -> receiver.requests().size() > before);
        receiver.respondWith(400);
        record(harness, 40);
        harness.close();
        assertThat(harness.accounting().dropped()).containsExactlyEntriesOf(Map.of(DropReason.EXPORT_FAILED, 40L));
    }

    @Test
    void aFailedDeltaExportLosesItsIntervalAtOnce() throws Exception {
        receiver.respondWith(400);
        RecorderHarness harness = often(receiver.endpoint())
                .environment("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta")
                .start();
        record(harness, 60);
        ticking(harness, () -> harness.accounting().droppedTotal() == 60);
        receiver.respond(request -> OtlpResponse.ok());
        record(harness, 40);
        harness.close();
        assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(40);
        assertThat(receiver.points("loadtest.request.duration")).allMatch(point -> point.delta());
        assertThat(harness.accounting().dropped()).containsExactlyEntriesOf(Map.of(DropReason.EXPORT_FAILED, 60L));
    }

    @Test
    void deltasAddUpToTheTotal() throws Exception {
        RecorderHarness harness = often(receiver.endpoint())
                .environment("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "Delta")
                .start();
        AtomicInteger recorded = new AtomicInteger();
        ticking(harness, () -> {
            record(harness, 10);
            recorded.addAndGet(10);
            return receiver.points("loadtest.request.duration").size() >= 5;
        });
        harness.close();
        assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(recorded.get());
        assertThat(harness.accounting().dropped()).isEmpty();
    }

    @Test
    void pointsThatTheCollectorRejectsAreKnown() throws Exception {
        receiver.respond(request -> OtlpResponse.ok().rejecting(3, "too old"));
        RecorderHarness harness = OtelRun.to(receiver).start();
        record(harness, 100);
        harness.close();
        assertThat(harness.accounting().dropped()).containsExactlyEntriesOf(Map.of(ExportSchedule.REJECTED, 3L));
        assertThat(harness.warnings())
                .singleElement()
                .satisfies(
                        warning -> assertThat(warning).startsWith("rejected: ").contains("rejected 3 of its points"));
    }

    @Test
    void aRefusedConnectionIsCountedAndTheCloseIsBounded() throws Exception {
        String refused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused = "http://127.0.0.1:" + socket.getLocalPort();
        }
        RecorderHarness harness = OtelRun.to(refused).start();
        record(harness, 100);
        assertCloseIsBounded(harness);
        assertThat(harness.accounting().dropped()).containsExactlyEntriesOf(Map.of(DropReason.EXPORT_FAILED, 100L));
        // Known from the first attempt, though the last one was still to come.
        assertThat(harness.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains("failed (no connection, then no answer before the end of the run): 100 events"));
    }

    @Test
    void theFinalWarningNamesTheLastCauseThatWasKnown() throws Exception {
        receiver.respondWith(500);
        RecorderHarness harness =
                OtelRun.to(receiver).option("interval", "20ms").start();
        record(harness, 10);
        ticking(harness, () -> !harness.warnings().isEmpty());
        receiver.respond(request -> OtlpResponse.ok().after(Duration.ofSeconds(30)));
        record(harness, 10);
        assertCloseIsBounded(harness);
        assertThat(harness.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("export.final: ")
                        .contains("failed (HTTP 500, then no answer before the end of the run): 20 events"));
    }

    @Test
    void aBlackHoleIsCountedAndTheCloseIsBounded() throws Exception {
        try (ServerSocket hole = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            RecorderHarness harness = OtelRun.to("http://127.0.0.1:" + hole.getLocalPort())
                    .option("interval", "20ms")
                    .start();
            record(harness, 100);
            // One export hangs already when the final one is due.
            Thread.sleep(50);
            harness.tick();
            assertCloseIsBounded(harness);
            assertThat(harness.accounting().dropped()).containsExactlyEntriesOf(Map.of(DropReason.EXPORT_FAILED, 100L));
            assertThat(harness.warnings())
                    .anySatisfy(warning -> assertThat(warning).contains("no answer before the end of the run"));
        }
    }

    @Test
    void aSlowCollectorStillGetsTheFinalValues() throws Exception {
        receiver.respond(request -> OtlpResponse.ok().after(Duration.ofSeconds(1)));
        RecorderHarness harness =
                OtelRun.to(receiver).option("interval", "20ms").start();
        record(harness, 60);
        ticking(
                harness,
                () -> Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().startsWith("telemetry-otel-export-")));
        record(harness, 40);
        harness.close();
        assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(100);
        assertThat(harness.accounting().dropped()).isEmpty();
    }

    @Test
    void whatMayPassIsTriedAgainAfterAPause() throws Exception {
        receiver.respond(OtlpResponse.inTurn(
                OtlpResponse.status(503), OtlpResponse.hangUp(), OtlpResponse.ok(), OtlpResponse.ok()));
        RecorderHarness harness = OtelRun.to(receiver)
                .option("interval", "20ms")
                .environment("OTEL_METRIC_EXPORT_TIMEOUT", "20000")
                .start();
        record(harness, 10);
        long begin = System.nanoTime();
        ticking(harness, () -> receiver.count("loadtest.request.duration", Map.of()) == 10);
        // 0.8 s and 1.2 s at least.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(2));
        // The next export may have come while one looked.
        assertThat(receiver.requests()).hasSizeBetween(3, 4);
        assertThat(harness.warnings()).isEmpty();
        receiver.respond(request -> OtlpResponse.ok());
        harness.close();
        assertThat(harness.accounting().dropped()).isEmpty();
    }

    @Test
    void anExportThatTakesTooLongIsGivenUpAndTheNextOneGoesOut() throws Exception {
        receiver.respond(request -> OtlpResponse.ok().after(Duration.ofSeconds(30)));
        RecorderHarness harness = OtelRun.to(receiver)
                .option("interval", "20ms")
                .environment("OTEL_METRIC_EXPORT_TIMEOUT", "200")
                .start();
        record(harness, 60);
        ticking(
                harness,
                () -> harness.warnings().stream()
                        .anyMatch(warning -> warning.contains("no answer within OTEL_METRIC_EXPORT_TIMEOUT")));
        receiver.respond(request -> OtlpResponse.ok());
        ticking(harness, () -> receiver.count("loadtest.request.duration", Map.of()) == 60);
        harness.close();
        assertThat(harness.accounting().dropped()).isEmpty();
    }

    @Test
    void aConnectionThatIsCutIsKnown() throws Exception {
        receiver.respond(request -> OtlpResponse.hangUp());
        RecorderHarness harness = OtelRun.to(receiver)
                .environment("OTEL_EXPORTER_OTLP_TIMEOUT", "300")
                .start();
        record(harness, 10);
        harness.close();
        assertThat(harness.accounting().dropped()).containsExactlyEntriesOf(Map.of(DropReason.EXPORT_FAILED, 10L));
    }

    @Test
    void noThreadOutlivesTheClose() throws Exception {
        for (int i = 0; i < 5; i++) {
            RecorderHarness harness = OtelRun.to(receiver).start();
            record(harness, 1);
            harness.close();
        }
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("telemetry-otel-export-")));
    }

    private static void assertCloseIsBounded(RecorderHarness harness) {
        long begin = System.nanoTime();
        harness.close();
        // The promise is 4 s and a moment; the core would step in at 10 s.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }
}
