package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJJ_Result;

/**
 * A full ring of two with two readers, one of which has read all. The other reads one slot while a producer claims twice.
 * Results: what was read, the two claims.
 */
@JCStressTest
@Outcome(id = "1, -1, -1", expect = Expect.ACCEPTABLE, desc = "Full both times.")
@Outcome(id = "1, -1, 2", expect = Expect.ACCEPTABLE, desc = "Full, then room for one.")
@Outcome(id = "1, 2, -1", expect = Expect.ACCEPTABLE, desc = "Room for one.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A slot was given away that the slower reader had not read.")
@State
public class FullAgainstAdvance {

    private final Cursor slow = Rings.fixedCursor();
    private final Cursor fast = Rings.fixedCursor();
    private final Stripe stripe = Rings.stripe(2, slow, fast);
    private final Reader reader = new Reader(stripe, slow, 1);

    public FullAgainstAdvance() {
        Rings.publish(stripe, 1);
        Rings.publish(stripe, 2);
        fast.advance(0, 2);
    }

    @Actor
    public void producer(IJJ_Result result) {
        result.r2 = claim(3);
        result.r3 = claim(4);
    }

    private long claim(int value) {
        long sequence = stripe.claim();
        if (sequence >= 0) {
            Rings.finish(stripe, sequence, value);
        }
        return sequence;
    }

    @Actor
    public void reader(IJJ_Result result) {
        reader.read();
        result.r1 = (int) reader.seen;
    }
}
