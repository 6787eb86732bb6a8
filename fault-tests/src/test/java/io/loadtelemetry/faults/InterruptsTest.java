package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.testkit.OtlpReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts of whatever thread: of the load, of the lanes, of who closes. */
@Timeout(60)
class InterruptsTest {

    private static final int TIMES = 100;

    @TempDir
    Path folder;

    @Test
    void ofAllThreadsAHundredTimes() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            System.setProperty("otel.exporter.otlp.endpoint", receiver.endpoint());
            try (FaultRun run = FaultRun.with("json,otel,system")
                    .set("telemetry.json.path", file.toString())
                    .set("telemetry.json.requests", "all")
                    .set("telemetry.otel.interval", "100ms")
                    .set("telemetry.stats.interval", "100ms")
                    .start()) {
                RequestRecorder cart = run.telemetry().request("GET", "/interrupted");
                int lanes = 0;
                for (int i = 0; i < TIMES; i++) {
                    lanes = interruptLanes();
                    Thread.currentThread().interrupt();
                    cart.success(1, 2);
                    assertThat(Thread.interrupted()).as("the flag of the load").isTrue();
                    Thread.sleep(10);
                }
                run.addCalls(TIMES);
                assertThat(lanes).as("lanes that were interrupted").isGreaterThanOrEqualTo(5);
                Thread.currentThread().interrupt();
                run.end();
                assertThat(Thread.interrupted()).as("the flag of who closes").isTrue();

                for (String recorder : List.of("json", "otel", "system")) {
                    assertThat(run.books(recorder).dropped()).as(recorder).isEmpty();
                }
                List<String> lines = Files.readAllLines(file);
                assertThat(lines).hasSize((int) run.books("json").recorded());
                assertThat(lines.stream().filter(line -> line.contains("\"type\":\"request\"")))
                        .hasSize(TIMES);
                assertThat(receiver.count("loadtest.request.duration", Map.of()))
                        .isEqualTo(TIMES);
                Fault.INTERRUPTS.seen(
                        this,
                        "of the load, the lanes and the close",
                        "%,d interrupts of each of %d lanes and of the load; nothing lost; closed in %.1f s",
                        TIMES,
                        lanes,
                        run.closing().toMillis() / 1000.0);
            }
        } finally {
            System.clearProperty("otel.exporter.otlp.endpoint");
        }
    }

    private static int interruptLanes() {
        List<Thread> lanes = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("telemetry-"))
                .toList();
        lanes.forEach(Thread::interrupt);
        return lanes.size();
    }
}
