package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A thread publishes a request and then a rare event. Results: after how many requests the reader that sees the event has
 * to hand it over (-1: it does not see it), and how many requests it sees then.
 */
@JCStressTest
@Outcome(
        id = {"-1, 0", "-1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "The event is not published yet.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The event comes after the request, which is there.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The event can be handed over before the request.")
@State
public class EventAfterRequest {

    private final EventRing ring = Rings.ring();
    private final long[] copy = new long[2 * Stripe.WORDS];

    @Actor
    public void producer() {
        Rings.publish(ring, 1);
        ring.publishInternally(Rings.RARE_EVENT);
    }

    @Actor
    public void reader(II_Result result) {
        RingEvent event = (RingEvent) ring.events().reference(0);
        result.r1 = event == null ? -1 : (int) event.after(0);
        result.r2 = ring.stripe(0).copy(0, 2, copy);
    }
}
