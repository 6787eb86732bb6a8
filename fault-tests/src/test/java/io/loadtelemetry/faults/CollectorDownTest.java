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
        REFUSED,
        BLACK_HOLE
    }

    @Test
    void refusedForTheWholeRun() throws Exception {
        shortTimeout();
        receiver.refuse();
        try (FaultRun run = run()) {
            run.faulty(Duration.ofMillis(1600));
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
            run.faulty(Duration.ofMillis(1200));
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
            run.faulty(Duration.ofMillis(1800));
            receiver.listen();
            run.load(Duration.ofMillis(300));
            end(run);

            assertAllArrived(run);
            assertWarnedOnce(run, absence == Absence.REFUSED ? "no connection" : "timed out");
            Fault.COLLECTOR_DOWN.seen(
                    this, absence.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", then back", figure(run));
        }
    }
}
