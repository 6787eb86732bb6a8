package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A collector that is not there: connections are refused, or taken and never answered. */
@Timeout(60)
class CollectorDownTest extends CollectorFaults {

    enum Absence {
        REFUSED("no connection"),
        BLACK_HOLE("no answer within OTEL_EXPORTER_OTLP_TIMEOUT");

        private final String cause;

        Absence(String cause) {
            this.cause = cause;
        }
    }

    @Test
    void refusedForTheWholeRun() throws Exception {
        shortTimeout();
        receiver.refuse();
        try (FaultRun run = run()) {
            run.faulty(Duration.ofMillis(500));
            awaitWarning(run);
            end(run);

            assertWarnedOnce(run, "no connection");
            assertAllLost(run, "no connection");
            Fault.COLLECTOR_DOWN.seen(this, "refused", figure(run));
        }
    }

    @Test
    void blackHoleForTheWholeRun() throws Exception {
        variables.set("OTEL_METRIC_EXPORT_TIMEOUT", "500");
        receiver.swallow();
        try (FaultRun run = run()) {
            run.faulty(Duration.ofMillis(800));
            awaitWarning(run);
            end(run);

            assertWarnedOnce(run, "no answer within OTEL_METRIC_EXPORT_TIMEOUT");
            assertAllLost(run, "no answer before the end of the run");
            assertThat(receiver.requests()).isEmpty();
            Fault.COLLECTOR_DOWN.seen(this, "black hole", figure(run));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasCountedMeanwhileArrivesWhenItIsBack(Absence absence) throws Exception {
        shortTimeout();
        try (FaultRun run = run()) {
            run.load(Duration.ofMillis(300));
            if (absence == Absence.REFUSED) {
                receiver.refuse();
            } else {
                receiver.swallow();
            }
            run.faulty(Duration.ofMillis(700));
            awaitWarning(run);
            receiver.listen();
            run.load(Duration.ofMillis(300));
            end(run);

            assertAllArrived(run);
            // The connection of an export that is under way is cut.
            assertWarnedOnce(run, "the connection was cut", absence.cause);
            Fault.COLLECTOR_DOWN.seen(
                    this, absence.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", then back", figure(run));
        }
    }
}
