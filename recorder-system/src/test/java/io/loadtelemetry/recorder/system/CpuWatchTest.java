package io.loadtelemetry.recorder.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.event.CpuWarning;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CpuWatchTest {

    private static final long SECOND = 1_000_000_000L;

    private final CpuWatch watch = new CpuWatch(0.9);

    @BeforeEach
    void start() {
        assertThat(watch.next(100 * SECOND)).isEmpty();
    }

    @Test
    void warnsAtTheFirstSampleAboveTheThreshold() {
        assertThat(sample(102, 0.95)).hasValue(new CpuWarning(102 * SECOND, 0.95, 0.9, Duration.ofSeconds(2)));
    }

    @Test
    void saysNothingAtOrBelowTheThreshold() {
        assertThat(sample(102, 0.9)).isEmpty();
        assertThat(sample(104, 0.1)).isEmpty();
    }

    @Test
    void repeatsItselfEveryTenSecondsWithTheTimeItHasLasted() {
        assertThat(sample(102, 0.95)).isPresent();
        for (int second = 104; second < 112; second += 2) {
            assertThat(sample(second, 0.99)).isEmpty();
        }
        assertThat(sample(112, 0.97)).map(CpuWarning::duration).hasValue(Duration.ofSeconds(12));
        assertThat(sample(114, 0.97)).isEmpty();
    }

    @Test
    void startsAnewAfterASampleBelow() {
        assertThat(sample(102, 0.95)).isPresent();
        assertThat(sample(104, 0.5)).isEmpty();
        assertThat(sample(106, 0.95)).map(CpuWarning::duration).hasValue(Duration.ofSeconds(2));
    }

    @Test
    void leavesABurstBelowASecondAlone() {
        assertThat(watch(100_500, 1)).isEmpty();
        assertThat(watch(100_900, 0.2)).isEmpty();
        assertThat(watch(101_400, 1)).isEmpty();
        assertThat(watch(101_900, 1)).map(CpuWarning::duration).hasValue(Duration.ofSeconds(1));
    }

    @Test
    void takesTheHigherOfProcessAndHost() {
        watch.observe(0.4);
        watch.observe(0.97);
        assertThat(watch.next(102 * SECOND)).map(CpuWarning::value).hasValue(0.97);
    }

    @Test
    void aSampleWithoutAReadingChangesNothing() {
        assertThat(sample(102, 0.95)).isPresent();
        assertThat(watch.next(104 * SECOND)).isEmpty();
        assertThat(sample(112, 0.95)).map(CpuWarning::duration).hasValue(Duration.ofSeconds(12));
    }

    @Test
    void neverWarnsAtAThresholdOfOne() {
        CpuWatch never = new CpuWatch(1);
        never.next(100 * SECOND);
        never.observe(1);
        assertThat(never.next(102 * SECOND)).isEmpty();
    }

    private Optional<CpuWarning> sample(int second, double share) {
        return watch(second * 1000L, share);
    }

    private Optional<CpuWarning> watch(long millis, double share) {
        watch.observe(share);
        return watch.next(millis * (SECOND / 1000));
    }
}
