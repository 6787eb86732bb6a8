package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A reader that sees a slot with an object sees the object and what is in it, even through a plain field. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Not published yet.")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "Not published at the first look.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Published, with its content.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Published without its content (9), or gone again.")
@State
public class ReferencePublication {

    private final Stripe stripe = Rings.stripeOfReferences(2, Rings.fixedCursor());

    @Actor
    public void producer() {
        long sequence = stripe.claim();
        stripe.reference(sequence, new Box(1));
        stripe.publish(sequence);
    }

    @Actor
    public void reader(II_Result result) {
        result.r1 = look();
        result.r2 = look();
    }

    private int look() {
        Box box = (Box) stripe.reference(0);
        if (box == null) {
            return 0;
        }
        return box.value == 0 ? Rings.TORN : box.value;
    }

    private static final class Box {
        private int value;

        Box(int value) {
            this.value = value;
        }
    }
}
