package io.loadtelemetry.benchmarks.overhead;

import java.util.Random;

/**
 * Which subject has which slice: blocks of four, ABBA or BAAB by a coin, so that neither what drifts nor what happens at an
 * even beat (statistics every 2 s, exports every 5 s) falls to one of them.
 */
final class Slices {

    static final int BLOCK = 4;

    private final int[] subjects;

    Slices(int blocks, long seed) {
        subjects = new int[blocks * BLOCK];
        Random random = new Random(seed);
        for (int block = 0; block < blocks; block++) {
            int outer = random.nextInt(2);
            for (int i = 0; i < BLOCK; i++) {
                subjects[block * BLOCK + i] = i == 0 || i == BLOCK - 1 ? outer : 1 - outer;
            }
        }
    }

    int count() {
        return subjects.length;
    }

    int blocks() {
        return subjects.length / BLOCK;
    }

    /** 0 for a, 1 for b. */
    int subject(int slice) {
        return subjects[slice];
    }
}
