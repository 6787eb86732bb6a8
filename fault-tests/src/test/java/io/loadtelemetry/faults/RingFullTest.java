package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.testkit.FaultyProvider;
import io.loadtelemetry.testkit.FaultyProvider.RecorderCall;
import io.loadtelemetry.testkit.RecorderFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A ring that has no room. */
@Timeout(60)
class RingFullTest {

    @Test
    void ofCapacityTwo() throws Exception {
        long usual;
        try (FaultRun run = FaultRun.with("").start()) {
            run.load(Duration.ofMillis(500));
            usual = run.load(Duration.ofSeconds(1)).medianOfP99();
            run.end();
        }
        try (FaultRun run = FaultRun.with("").tinyRing().start()) {
            run.load(Duration.ofMillis(500));
            long full = run.load(Duration.ofSeconds(1)).medianOfP99();
            run.end();

            assertThat(full).as("p99 of publishing, %d ns with room", usual).isLessThan(4 * usual + 2_000);
            // Two of a burst of ten find room, and what finds none is in the books of each.
            long refused = run.dropped("statistics", DropReason.RING_FULL);
            assertThat(refused).isGreaterThan(run.calls() / 2).isLessThan(run.calls());
            assertThat(run.books("statistics").recorded()).isEqualTo(run.calls() - refused);
            assertThat(run.dropped(Witness.ID, DropReason.RING_FULL)).isEqualTo(refused);
            assertThat(run.console().warnings())
                    .filteredOn(text -> text.contains("ring_full"))
                    .singleElement()
                    .asString()
                    .contains("telemetry.ring.capacity");
            Fault.RING_FULL.seen(
                    this,
                    "refused",
                    "of %,d requests %,d `ring_full`, the same in every book; publish p99 %,d ns, %,d with room",
                    run.calls(),
                    refused,
                    full,
                    usual);
        }
    }

    @Test
    void withARecorderThatBlocksBesides() throws Exception {
        FaultyProvider faulty = new FaultyProvider("faulty");
        faulty.fault(RecorderCall.RECORD, RecorderFault.blocking());
        try (FaultRun run = FaultRun.with("")
                .recorder(faulty)
                .set("telemetry.close.timeout", "1s")
                .tinyRing()
                .start()) {
            run.load(Duration.ofMillis(500));
            run.end(Duration.ofSeconds(4));

            assertThat(run.books("faulty").recorded()).isZero();
            assertThat(run.witness().requests()).isPositive();
        } finally {
            faulty.heal();
        }
    }
}
