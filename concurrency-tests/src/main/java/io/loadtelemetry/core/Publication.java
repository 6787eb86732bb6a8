package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A reader that sees the state word of a slot sees all its words. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "Not published yet.")
@Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "Published, and whole.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Published, but a word is missing.")
@State
public class Publication {

    private final Stripe stripe = Rings.stripe(2, Rings.fixedCursor());
    private final long[] copy = new long[Stripe.WORDS];

    @Actor
    public void producer() {
        Rings.publish(stripe, 7);
    }

    @Actor
    public void reader(I_Result result) {
        result.r1 = stripe.copy(0, 1, copy) == 0 ? 0 : Rings.value(copy, 0);
    }
}
