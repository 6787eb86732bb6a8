package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Two producers claim the last slot of a ring. */
@JCStressTest
@Outcome(
        id = {"1, -1", "-1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "One of them got it.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both or none got it.")
@State
public class TwoProducersOneSlot {

    private final Stripe stripe = Rings.stripe(2, Rings.fixedCursor());

    public TwoProducersOneSlot() {
        Rings.publish(stripe, 1);
    }

    @Actor
    public void first(JJ_Result result) {
        result.r1 = stripe.claim();
    }

    @Actor
    public void second(JJ_Result result) {
        result.r2 = stripe.claim();
    }
}
