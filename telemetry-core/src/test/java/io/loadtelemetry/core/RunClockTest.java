package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunClockTest {

    @Test
    void isAnchoredAtTheEpoch() {
        Instant before = Instant.now();
        RunClock clock = new RunClock();

        assertThat(Instant.ofEpochSecond(0, clock.now()))
                .isBetween(before, Instant.now().plus(Duration.ofSeconds(10)));
    }

    /** The system's clock, which may be stepped, is read once: from then on only the monotonic one counts. */
    @Test
    void goesOnWithTheMonotonicClockWhateverTheSystemsClockDoes() {
        RunClock clock = new RunClock();
        for (int i = 0; i < 1_000; i++) {
            long earliest = System.nanoTime();
            long now = clock.now();
            long latest = System.nanoTime();

            long anchor = RunClock.nanos(clock.startTime());
            assertThat(now - anchor).isBetween(earliest - clock.startNanoTime(), latest - clock.startNanoTime());
        }
    }
}
