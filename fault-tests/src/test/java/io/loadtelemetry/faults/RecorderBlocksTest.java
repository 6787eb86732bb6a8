package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.testkit.FaultyProvider;
import io.loadtelemetry.testkit.FaultyProvider.RecorderCall;
import io.loadtelemetry.testkit.RecorderFault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recorder that never comes back from a call. */
@Timeout(60)
class RecorderBlocksTest {

    private final FaultyProvider faulty = new FaultyProvider("faulty");

    @AfterEach
    void heal() {
        faulty.heal();
    }

    @ParameterizedTest
    @EnumSource(value = RecorderCall.class, mode = EnumSource.Mode.EXCLUDE, names = "START")
    void wherever(RecorderCall call) throws Exception {
        try (FaultRun run = FaultRun.with("")
                .recorder(faulty)
                .set("telemetry.ring.capacity", "16384")
                .set("telemetry.close.timeout", "1s")
                .perSecond(60_000)
                .start()) {
            run.calm(Duration.ofMillis(500));
            faulty.fault(call, RecorderFault.blocking());
            run.faulty(Duration.ofMillis(1200));
            run.end(Duration.ofSeconds(4));

            if (call == RecorderCall.RECORD || call == RecorderCall.TICK) {
                // More than the ring has room for came in this time.
                assertThat(run.dropped("faulty", DropReason.OVERRUN)).isPositive();
                assertThat(run.dropped("faulty", DropReason.CLOSE_TIMEOUT)).isPositive();
                assertThat(run.console().warnings()).anyMatch(text -> text.contains("faulty"));
            } else {
                assertThat(run.books("faulty").dropped().keySet()).doesNotContain(DropReason.OVERRUN);
            }
            assertThat(faulty.events())
                    .isGreaterThanOrEqualTo(run.books("faulty").recorded());
            Fault.RECORDER_BLOCKS.seen(this, call.name().toLowerCase(java.util.Locale.ROOT), run.figure("faulty"));
        }
    }

    @Test
    void fromTheStart() throws Exception {
        faulty.fault(RecorderCall.START, RecorderFault.blocking());
        try (FaultRun run = FaultRun.with("")
                .recorder(faulty)
                .set("telemetry.close.timeout", "1s")
                .start()) {
            run.load(Duration.ofMillis(500));
            run.end(Duration.ofSeconds(4));

            assertThat(run.books("faulty").recorded()).isZero();
            assertThat(faulty.events()).isZero();
            Fault.RECORDER_BLOCKS.seen(this, "start", run.figure("faulty"));
        }
    }
}
