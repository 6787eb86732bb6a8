package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/**
 * The smallest ring of objects, full with 1 and 2; a producer overwrites it with 3 to 5 while the reader reads, and moves
 * the reader past what it is too slow for. Results: what was read, how much was read or counted as overrun.
 */
@JCStressTest
@Outcome(id = "1?2?3?4?5, 5", expect = Expect.ACCEPTABLE, desc = "Each object at its place, and the loss counted.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An object at another one's place (9), twice, or lost and not counted.")
@State
public class ReferenceWrapAround {

    private final Cursor cursor = Rings.movableCursor();
    private final Stripe stripe = Rings.stripeOfReferences(2, cursor);
    private long seen;
    private int count;

    public ReferenceWrapAround() {
        publish();
        publish();
    }

    private void publish() {
        long sequence = stripe.claim();
        stripe.reference(sequence, sequence + 1);
        stripe.publish(sequence);
    }

    @Actor
    public void producer() {
        publish();
        publish();
        publish();
    }

    @Actor
    public void reader() {
        read();
        read();
        read();
    }

    private boolean read() {
        long from = cursor.position();
        Long value = (Long) stripe.reference(from);
        if (value == null) {
            return false;
        }
        if (cursor.advance(from, from + 1)) {
            seen = seen * 10 + (value == from + 1 ? value : Rings.TORN);
            count++;
        }
        return true;
    }

    @Arbiter
    public void rest(JI_Result result) {
        while (cursor.position() < stripe.tail()) {
            read();
        }
        result.r1 = seen;
        result.r2 = count + (int) cursor.overrun();
    }
}
