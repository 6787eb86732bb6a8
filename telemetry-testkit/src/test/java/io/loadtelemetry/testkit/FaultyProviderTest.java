package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.testkit.FaultyProvider.RecorderCall;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recorders go wrong as they are told, and are well again. */
@Timeout(30)
class FaultyProviderTest {

    private final FaultyProvider faulty = new FaultyProvider("faulty");

    @Test
    void countsWhatItTook() throws Exception {
        try (RecorderHarness harness = RecorderHarness.start(faulty, java.util.Map.of())) {
            harness.record(SampleEvents.testStart());
            faulty.fault(RecorderCall.RECORD, RecorderFault.throwing(() -> new IOException("x")));
            harness.record(SampleEvents.testStart());
            faulty.heal();
            harness.record(SampleEvents.testStop());

            assertThat(harness.failures()).singleElement().isExactlyInstanceOf(IOException.class);
            assertThat(faulty.events()).isEqualTo(2);
            assertThat(faulty.requests()).isZero();
        }
    }

    @Test
    void whatBlocksGoesOnWhenItIsTakenAway() throws Exception {
        RecorderFault blocking = RecorderFault.blocking().every(1);
        Thread lane = new Thread(() -> quietly(blocking));
        lane.start();
        await().until(() -> lane.getState() == Thread.State.WAITING);
        lane.interrupt();
        lane.join(50);
        assertThat(lane.isAlive()).isTrue();
        faulty.fault(RecorderCall.RECORD, blocking).fault(RecorderCall.RECORD, RecorderFault.none());
        lane.join(10_000);
        assertThat(lane.isAlive()).isFalse();
    }

    @Test
    void takesItsTime() throws Exception {
        for (RecorderFault fault : new RecorderFault[] {
            RecorderFault.busy(Duration.ofMillis(20)), RecorderFault.waiting(Duration.ofMillis(20))
        }) {
            long begin = System.nanoTime();
            fault.happen();
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
        }
    }

    @Test
    void interrupts() throws Exception {
        RecorderFault.interrupting().happen();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void happensNowAndThen() {
        RecorderFault everyThird =
                RecorderFault.throwing(IllegalStateException::new).every(3);
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            seen.append(quietly(everyThird) ? 'x' : '.');
        }
        assertThat(seen).hasToString("x..x..x");
        assertThatThrownBy(() -> everyThird.every(0)).hasMessage("every 0 calls: allowed is 1 and more");
    }

    /** Whether it threw. */
    private static boolean quietly(RecorderFault fault) {
        try {
            fault.happen();
            return false;
        } catch (Exception e) {
            return true;
        }
    }
}
