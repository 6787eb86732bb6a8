package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SparseCountsTest {

    private static final int SIZE = 1000;

    private final SparseCounts counts = new SparseCounts(SIZE, 4);
    private final long[] expected = new long[SIZE];

    @Test
    void countsAsAPlainArrayDoesWhateverTheirSize() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            int index = (int) (SIZE * Math.pow(random.nextDouble(), 6));
            if (random.nextInt(20) == 0) {
                long count = random.nextLong() >>> (38 + random.nextInt(26));
                add(index, count);
                expected[index] += count;
            } else {
                counts.increment(index);
                expected[index]++;
            }
        }
        assertThat(read(counts)).isEqualTo(expected);
    }

    @Test
    void carriesBeyondAByte() {
        for (int i = 1; i <= 70_000; i++) {
            counts.increment(999);
            if (i == 255 || i == 256 || i == 257 || i == 65_535 || i == 65_536 || i == 65_537) {
                assertThat(read(counts)[999]).isEqualTo(i);
            }
        }
        counts.increment(998);
        assertThat(read(counts)[998]).isEqualTo(1);
    }

    @Test
    void aClearedArrayCountsFromZero() {
        add(1, 200);
        add(100, 60_000);
        add(900, 1L << 39);
        counts.clearCounts();
        assertThat(read(counts)).isEqualTo(expected);
        counts.increment(900);
        expected[900] = 1;
        assertThat(read(counts)).isEqualTo(expected);
    }

    private void add(int index, long count) {
        Slots slots = new Slots();
        if (count > 0) {
            slots.append(index, count);
        }
        counts.addCounts(slots);
    }

    private static long[] read(SparseCounts counts) {
        Slots slots = new Slots();
        counts.readCounts(slots);
        long[] all = new long[SIZE];
        for (int i = 0; i < slots.size(); i++) {
            assertThat(slots.count(i)).isPositive();
            all[slots.index(i)] = slots.count(i);
        }
        return all;
    }
}
