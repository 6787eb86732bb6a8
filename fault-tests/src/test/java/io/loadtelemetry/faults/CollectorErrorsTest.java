package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.testkit.OtlpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collector that answers, but not as one would wish. */
@Timeout(60)
class CollectorErrorsTest extends CollectorFaults {

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
            run.faulty(Duration.ofMillis(1800));
            receiver.listen();
            receiver.respond(request -> OtlpResponse.ok());
            end(run);

            assertAllArrived(run);
            assertThat(receiver.requests())
                    .as("some exports were refused")
                    .hasSizeGreaterThan(receiver.metricRequests().size());
            Fault.COLLECTOR_ERRORS.seen(this, "flapping", figure(run));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void askedToComeLater(int status) throws Exception {
        shortTimeout();
        receiver.respond(request -> OtlpResponse.status(status).retryAfter(Duration.ofSeconds(1)));
        try (FaultRun run = run()) {
            run.faulty(Duration.ofMillis(1600));
            end(run);

            assertWarnedOnce(run, "HTTP " + status);
            assertAllLost(run, "HTTP " + status);
            // It was told to wait for a second; at most every 0.8 s there is an attempt, and one at each end.
            assertThat(receiver.requests()).hasSizeBetween(2, 5);
            Fault.COLLECTOR_ERRORS.seen(this, status + " with Retry-After", figure(run));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void refusedForGood(int status) throws Exception {
        receiver.respondWith(status);
        try (FaultRun run = run()) {
            run.faulty(Duration.ofMillis(700));
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
            run.faulty(Duration.ofMillis(700));
            end(run);

            RecorderAccounting books = run.books("otel");
            // Totals are cumulative: what the last export lacks is what is missing.
            assertThat(books.dropped()).isEqualTo(Map.of("rejected", 3L));
            assertThat(warnings(run))
                    .singleElement()
                    .asString()
                    .contains("rejected 3 of its points", "OTEL_EXPORTER_OTLP_ENDPOINT");
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
            run.faulty(Duration.ofSeconds(1));
            receiver.respond(request -> OtlpResponse.ok());
            end(run);

            assertAllArrived(run);
            Fault.COLLECTOR_ERRORS.seen(this, "errors, then well", figure(run));
        }
    }
}
