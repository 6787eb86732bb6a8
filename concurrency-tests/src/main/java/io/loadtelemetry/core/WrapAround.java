package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JIZ_Result;

/**
 * The smallest ring, full with 1 and 2; a producer overwrites with 3 to 5 what the reader copies, and moves the reader
 * past what it is too slow for. Results: what was read, how much was read or counted as overrun, whether a torn copy was
 * thrown away.
 */
@JCStressTest
@Outcome(id = "1?2?3?4?5, 5, false", expect = Expect.ACCEPTABLE, desc = "Read in order, and the loss counted.")
@Outcome(
        id = "1?2?3?4?5, 5, true",
        expect = Expect.ACCEPTABLE,
        desc = "A copy was torn by the producer; the cursor did not advance, and it was thrown away.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Torn (9), out of order, twice, or lost and not counted.")
@State
public class WrapAround {

    private final Cursor cursor = Rings.movableCursor();
    private final Stripe stripe = Rings.stripe(2, cursor);
    private final Reader reader = new Reader(stripe, cursor, 2);

    public WrapAround() {
        Rings.publish(stripe, 1);
        Rings.publish(stripe, 2);
    }

    @Actor
    public void producer() {
        for (int value = 3; value <= 5; value++) {
            Rings.publish(stripe, value);
        }
    }

    @Actor
    public void reader() {
        reader.read();
        reader.read();
        reader.read();
    }

    @Arbiter
    public void rest(JIZ_Result result) {
        reader.drain();
        result.r1 = reader.seen;
        result.r2 = reader.count + (int) cursor.overrun();
        result.r3 = reader.threwTornCopyAway;
    }
}
