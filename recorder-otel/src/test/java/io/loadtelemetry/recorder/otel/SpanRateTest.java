package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SpanRateTest {

    private static final long MILLISECOND = 1_000_000;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow.

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10, 1_000, 100_000})
    void noSecondHasMoreThanTheRateAndItsBurst(int perSecond) {
        SpanRate rate = new SpanRate(perSecond, clock::get);
        List<Integer> bySecond = new ArrayList<>();
        for (int second = 0; second < 5; second++) {
            int taken = 0;
            for (int i = 0; i < 1000; i++) {
                for (int attempt = 0; attempt < perSecond / 50 + 2; attempt++) {
                    taken += rate.takeForKept() ? 1 : 0;
                }
                clock.addAndGet(MILLISECOND);
            }
            bySecond.add(taken);
        }

        assertThat(bySecond).allMatch(taken -> taken <= perSecond + Math.max(1, perSecond / 10));
        assertThat(bySecond.stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(5 * perSecond - 1);
    }

    @Test
    void aPartIsKeptForWhatIsWorthMore() {
        SpanRate rate = new SpanRate(1_000, clock::get);
        int ordinary = 0;
        int kept = 0;
        for (int i = 0; i < 1_000; i++) {
            while (rate.take()) {
                ordinary++;
            }
            kept += i % 2 == 0 && rate.takeForKept() ? 1 : 0;
            clock.addAndGet(MILLISECOND);
        }

        // All of the failed ones, though the others would have used all there is.
        assertThat(kept).isEqualTo(500);
        assertThat(ordinary).isBetween(450, 600);
    }

    @Test
    void manyThreadsTogetherGetNoMore() throws InterruptedException {
        SpanRate rate = new SpanRate(1_000, clock::get);
        LongAdder taken = new LongAdder();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 100_000; n++) {
                    if (rate.takeForKept()) {
                        taken.increment();
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken.sum()).isEqualTo(100); // The burst, because the clock stands still.
    }
}
