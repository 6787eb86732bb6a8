package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.testkit.OtlpResponse;
import io.loadtelemetry.testkit.OtlpSignal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collector that answers, but not as one would wish. */
@Timeout(60)
class CollectorErrorsTest extends CollectorFaults {

    private static final Duration WHILE = Duration.ofSeconds(20);

    @Test
    void slow() throws Exception {
        receiver.respond(request -> OtlpResponse.ok().after(Duration.ofMillis(500)));
        try (FaultRun run = run()) {
            run.faulty(Duration.ofMillis(700));
            end(run);

            assertAllArrived(run);
            assertThat(warnings(run)).isEmpty();
            Fault.COLLECTOR_ERRORS.seen(this, "slow", figure(run));
        }
    }

    @Test
    void flapping() throws Exception {
        shortTimeout();
        receiver.respond(OtlpResponse.inTurn(
                OtlpResponse.ok(), OtlpResponse.status(503), OtlpResponse.hangUp(), OtlpResponse.status(500)));
        receiver.flap(Duration.ofMillis(60), Duration.ofMillis(120));
        try (FaultRun run = run()) {
            run.faulty(Duration.ofMillis(1500));
            receiver.await(
                    "refused export",
                    r -> r.requests().size() > r.metricRequests().size(),
                    WHILE);
            receiver.listen();
            receiver.respond(request -> OtlpResponse.ok());
            end(run);

            assertAllArrived(run);
            Fault.COLLECTOR_ERRORS.seen(this, "flapping", figure(run));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void askedToComeLater(int status) throws Exception {
        variables.set("OTEL_METRIC_EXPORT_TIMEOUT", "700");
        receiver.respond(request -> OtlpResponse.status(status).retryAfter(Duration.ofSeconds(1)));
        try (FaultRun run = run()) {
            long begin = System.nanoTime();
            run.faulty(Duration.ofSeconds(1));
            awaitWarning(run);
            end(run);
            long due = 2 + (System.nanoTime() - begin) / 700_000_000;

            assertWarnedOnce(run, "HTTP " + status + ", then no answer within OTEL_METRIC_EXPORT_TIMEOUT");
            assertAllLost(run, "HTTP " + status);
            // Exports are due five times a second; it is asked again after 0.7 s at the earliest, and at the end.
            long metrics = receiver.requests().stream()
                    .filter(request -> request.signal() == OtlpSignal.METRICS)
                    .count();
            assertThat(metrics).isBetween(2L, due);
            Fault.COLLECTOR_ERRORS.seen(this, status + " with Retry-After", figure(run));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void refusedForGood(int status) throws Exception {
        receiver.respondWith(status);
        try (FaultRun run = run()) {
            run.faulty(Duration.ofMillis(500));
            awaitWarning(run);
            end(run);

            assertWarnedOnce(run, "HTTP " + status);
            assertAllLost(run, "HTTP " + status);
            assertThat(run.closing()).isLessThan(Duration.ofSeconds(3));
            Fault.COLLECTOR_ERRORS.seen(this, String.valueOf(status), figure(run));
        }
    }

    @Test
    void takenInPart() throws Exception {
        receiver.respond(request -> OtlpResponse.ok().rejecting(3, "out of order"));
        try (FaultRun run = run()) {
            run.faulty(Duration.ofMillis(500));
            awaitWarning(run);
            end(run);

            RecorderAccounting books = run.books("otel");
            // Totals are cumulative: what the last export lacks is what is missing.
            assertThat(books.dropped()).isEqualTo(Map.of("rejected", 3L));
            // One warning of each signal.
            assertThat(warnings(run))
                    .hasSizeBetween(1, 3)
                    .allMatch(warning -> warning.contains("rejected"))
                    .anyMatch(warning -> warning.contains("rejected 3 of its points")
                            && warning.contains("OTEL_EXPORTER_OTLP_ENDPOINT"));
            Fault.COLLECTOR_ERRORS.seen(this, "partial success", figure(run));
        }
    }

    @Test
    void backAfterAllKindsOfErrors() throws Exception {
        receiver.respond(OtlpResponse.inTurn(
                OtlpResponse.status(400),
                OtlpResponse.status(401),
                OtlpResponse.ok().rejecting(2, "too many"),
                OtlpResponse.status(500)));
        try (FaultRun run = run()) {
            run.faulty(Duration.ofMillis(700));
            receiver.await("answers of all kinds", r -> r.requests().size() >= 4, WHILE);
            receiver.respond(request -> OtlpResponse.ok());
            end(run);

            assertAllArrived(run);
            Fault.COLLECTOR_ERRORS.seen(this, "errors, then well", figure(run));
        }
    }
}
