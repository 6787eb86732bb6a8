package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long START = 1_000 * SECOND;

    private final AtomicLong clock = new AtomicLong(START);
    private final StopSwitch stop = new StopSwitch();

    @Test
    void theRateIsKeptAfterTheRampAndGrowsEvenlyInIt() {
        Arrivals arrivals = arrivals(2 * SECOND);

        assertThat(arrivals.due(0)).isEqualTo(START);
        assertThat(arrivals.dueBefore(START + SECOND)).as("a quarter of 100").isBetween(25L, 26L);
        assertThat(arrivals.dueBefore(START + 2 * SECOND)).isBetween(100L, 101L);
        assertThat(arrivals.dueBefore(START + 3 * SECOND)).isBetween(200L, 201L);
        assertThat(arrivals.due(201) - arrivals.due(200)).isCloseTo(SECOND / 100, within(1000L));
    }

    @Test
    void withoutARampTheRateIsKeptFromTheStart() {
        Arrivals arrivals = arrivals(0);

        assertThat(arrivals.due(100)).isEqualTo(START + SECOND);
        assertThat(arrivals.dueBefore(START + SECOND)).isEqualTo(100);
    }

    @Test
    void aUserThatComesLateGetsTheTimeItShouldHaveStarted() {
        Arrivals arrivals = arrivals(0);
        clock.set(START + 5 * SECOND);

        assertThat(arrivals.awaitTurn(new Random(1))).isEqualTo(START);
        assertThat(arrivals.awaitTurn(new Random(1))).isEqualTo(START + SECOND / 100);
    }

    @Test
    void whatWasDueAndNotSentIsCounted() {
        Arrivals arrivals = arrivals(0);
        clock.set(START + SECOND);
        for (int i = 0; i < 40; i++) {
            arrivals.awaitTurn(new Random(1));
        }

        assertThat(arrivals.missed()).as("less what was due in the last 50 ms").isEqualTo(60 - 5);
    }

    @Test
    void nothingIsDueAfterTheEndOrTheStop() {
        Arrivals arrivals = new Arrivals(1, 0, START, START + SECOND / 2, clock::get, stop);
        assertThat(arrivals.awaitTurn(new Random(1))).isEqualTo(START);
        assertThat(arrivals.awaitTurn(new Random(1))).isEqualTo(Pacing.OVER);

        stop.stop();
        assertThat(arrivals(0).awaitTurn(new Random(1))).isEqualTo(Pacing.OVER);
    }

    private Arrivals arrivals(long ramp) {
        return new Arrivals(100, ramp, START, START + 10 * SECOND, clock::get, stop);
    }
}
