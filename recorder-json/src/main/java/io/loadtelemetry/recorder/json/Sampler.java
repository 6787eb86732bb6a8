package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.spi.RecorderContext;
import java.util.SplittableRandom;

/** Chooses requests at random, each with the same chance, and reports those left out. Does not allocate. */
final class Sampler {

    private static final int BITS = 53;

    private final SplittableRandom random = new SplittableRandom();
    private final long threshold;
    private long leftOut;

    Sampler(double share) {
        // Share 1 is beyond every value of 53 bits: all are taken.
        threshold = (long) Math.ceil(share * (1L << BITS));
    }

    boolean takes() {
        if (random.nextLong() >>> (Long.SIZE - BITS) < threshold) {
            return true;
        }
        leftOut++;
        return false;
    }

    void report(RecorderContext context) {
        if (leftOut > 0) {
            context.dropped(DropReason.SAMPLED, leftOut);
            leftOut = 0;
        }
    }
}
