package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyBucketsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void bucketsAreThoseOfHdrHistogram(int digits) {
        LatencyBuckets buckets = new LatencyBuckets(digits);
        Histogram reference = new Histogram(1, LatencyBuckets.HIGHEST, digits);
        Random random = new Random(digits);
        for (int i = 0; i < 100_000; i++) {
            long value = Math.min(LatencyBuckets.HIGHEST, random.nextLong() >>> (21 + random.nextInt(43)));
            int index = buckets.index(value);
            assertThat(buckets.lowest(index)).isEqualTo(reference.lowestEquivalentValue(value));
            assertThat(buckets.highest(index)).isEqualTo(reference.highestEquivalentValue(value));
            assertThat(index).isBetween(0, buckets.size() - 1);
        }
    }

    @Test
    void everyCounterHoldsTheTimesBetweenItsNeighbours() {
        LatencyBuckets buckets = new LatencyBuckets(3);
        assertThat(buckets.lowest(0)).isZero();
        for (int index = 1; index < buckets.size(); index++) {
            assertThat(buckets.lowest(index)).isEqualTo(buckets.highest(index - 1) + 1);
            assertThat(buckets.index(buckets.lowest(index))).isEqualTo(index);
            assertThat(buckets.index(buckets.highest(index))).isEqualTo(index);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 6})
    void precisionThatIsNotThereIsRefused(int digits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LatencyBuckets(digits))
                .withMessageContaining("from 1 to 5");
    }
}
