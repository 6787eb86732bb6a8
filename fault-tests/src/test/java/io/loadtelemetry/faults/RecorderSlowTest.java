package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.testkit.FaultyProvider;
import io.loadtelemetry.testkit.FaultyProvider.RecorderCall;
import io.loadtelemetry.testkit.RecorderFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A recorder that cannot follow a load of a million events a second. */
@Timeout(60)
class RecorderSlowTest {

    @Test
    void losesOnlyItsOwnAndIsToldHowMany() throws Exception {
        FaultyProvider slow = new FaultyProvider("slow");
        try (FaultRun run = FaultRun.with("")
                .recorder(slow)
                .set("telemetry.ring.capacity", "2097152")
                .set("telemetry.stats.interval", "200ms")
                .perSecond(1_000_000)
                .start()) {
            run.calm(Duration.ofMillis(600));
            slow.fault(
                    RecorderCall.RECORD,
                    RecorderFault.waiting(Duration.ofMillis(1)).every(50));
            run.faulty(Duration.ofSeconds(3));
            slow.heal();
            run.load(Duration.ofMillis(300));
            run.end();

            long lost = run.dropped("slow", DropReason.OVERRUN);
            assertThat(run.books("slow").dropped()).containsOnlyKeys(DropReason.OVERRUN);
            assertThat(run.books("slow").recorded()).isEqualTo(slow.events());
            assertThat(run.witness().told("slow", DropReason.OVERRUN))
                    .isEqualTo(lost)
                    .isPositive();
            assertThat(run.console().warnings()).anyMatch(text -> text.contains("slow: ") && text.contains("dropped"));
            Fault.RECORDER_SLOW.seen(this, "20,000 events a second", run.figure("slow"));
        }
    }
}
