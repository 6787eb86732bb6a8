package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.testkit.OtlpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A collector that was well and hangs when the run ends. */
@Timeout(60)
class CollectorShutdownTest extends CollectorFaults {

    /** With all timeouts as they are. */
    @Test
    void holdsTheLastAnswerBack() throws Exception {
        try (FaultRun run = run()) {
            run.load(Duration.ofMillis(400));
            receiver.awaitMetric(REQUESTS, Duration.ofSeconds(20));
            receiver.respond(request -> OtlpResponse.ok().after(Duration.ofMinutes(5)));
            run.faulty(Duration.ofMillis(300));
            end(run);

            assertHung(run);
            Fault.COLLECTOR_HANGS_AT_SHUTDOWN.seen(this, "answer held back", figure(run));
        }
    }

    @Test
    void takesConnectionsOnly() throws Exception {
        variables.set("OTEL_METRIC_EXPORT_TIMEOUT", "1000");
        try (FaultRun run = run()) {
            run.load(Duration.ofMillis(400));
            receiver.awaitMetric(REQUESTS, Duration.ofSeconds(20));
            receiver.swallow();
            run.faulty(Duration.ofMillis(300));
            end(run);

            assertHung(run);
            assertThat(run.closing()).isLessThan(Duration.ofSeconds(4));
            Fault.COLLECTOR_HANGS_AT_SHUTDOWN.seen(this, "black hole, OTEL_METRIC_EXPORT_TIMEOUT 1 s", figure(run));
        }
    }

    /** What came before is safe, what came after the last answer is in the books. */
    private void assertHung(FaultRun run) {
        RecorderAccounting books = run.books("otel");
        assertThat(books.dropped()).containsOnlyKeys(DropReason.EXPORT_FAILED);
        long arrived = receiver.count(REQUESTS, Map.of());
        assertThat(arrived).isPositive();
        // Beside requests a few events of other kinds are recorded and lost.
        assertThat(books.recorded()).isBetween(arrived, arrived + 20);
        assertThat(warnings(run))
                .filteredOn(text -> text.contains("final OTLP export to " + receiver.endpoint()))
                .singleElement()
                .asString()
                .contains("no answer", books.droppedTotal() + " events never arrived", "OTEL_EXPORTER_OTLP_ENDPOINT");
    }
}
