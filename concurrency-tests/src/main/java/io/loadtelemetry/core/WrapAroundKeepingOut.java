package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/**
 * The smallest ring with a reader that may not be moved past: the producer overwrites a slot as soon as it was read.
 * Results: what was read, how much was read or refused.
 */
@JCStressTest
@Outcome(id = "123?4?5?, 5", expect = Expect.ACCEPTABLE, desc = "Read in order, and the rest refused.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn (9), out of order, twice, or lost and not refused.")
@State
public class WrapAroundKeepingOut {

    private final Cursor cursor = Rings.fixedCursor();
    private final Stripe stripe = Rings.stripe(2, cursor);
    private final Reader reader = new Reader(stripe, cursor, 2);
    private int refused;

    public WrapAroundKeepingOut() {
        Rings.publish(stripe, 1);
        Rings.publish(stripe, 2);
    }

    @Actor
    public void producer() {
        for (int value = 3; value <= 5; value++) {
            if (!Rings.publish(stripe, value)) {
                refused++;
            }
        }
    }

    @Actor
    public void reader() {
        reader.read();
        reader.read();
        reader.read();
    }

    @Arbiter
    public void rest(JI_Result result) {
        reader.drain();
        result.r1 = reader.seen;
        result.r2 = reader.count + refused;
    }
}
