package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** Two producers, the first of which reads while the second goes on publishing. Values 1, 2 and 3, 4. */
@JCStressTest
@Outcome(
        id = {"1234", "1324", "1342", "3124", "3142", "3412"},
        expect = Expect.ACCEPTABLE,
        desc = "Everything once, whole, in the order of each producer.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Something lost, twice, torn (9), or out of order.")
@State
public class TwoProducersOneReads {

    private final Cursor cursor = Rings.fixedCursor();
    private final Stripe stripe = Rings.stripe(4, cursor);
    private final Reader reader = new Reader(stripe, cursor, 4);

    @Actor
    public void first() {
        Rings.publish(stripe, 1);
        reader.read();
        Rings.publish(stripe, 2);
        reader.read();
        reader.read();
    }

    @Actor
    public void second() {
        Rings.publish(stripe, 3);
        Rings.publish(stripe, 4);
    }

    @Arbiter
    public void rest(J_Result result) {
        reader.drain();
        result.r1 = reader.seen;
    }
}
