package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * The same, while another thread publishes a request into the same stripe: the event waits for the request before it,
 * whichever of the two slots that took. Results: what the reader that may hand over the event has read by then (-1: it may
 * not yet), and whether the event's own request is among it.
 */
@JCStressTest
@Outcome(id = "-1, false", expect = Expect.ACCEPTABLE, desc = "Not to be handed over yet.")
@Outcome(
        id = {"12, true", "21, true"},
        expect = Expect.ACCEPTABLE,
        desc = "The event's request was read before.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The event can be handed over before its request.")
@State
public class EventAfterRequestsOfTwo {

    private final EventRing ring = Rings.ring();
    private final Cursor cursor = Rings.movableCursor();
    private final Reader reader = new Reader(ring.stripe(0), cursor, 2);

    @Actor
    public void producer() {
        Rings.publish(ring, 1);
        ring.publishInternally(Rings.RARE_EVENT);
    }

    /** Publishes a request of its own, and then does what a lane does. */
    @Actor
    public void otherProducer(IZ_Result result) {
        Rings.publish(ring, 2);
        RingEvent event = (RingEvent) ring.events().reference(0);
        result.r1 = -1;
        if (event != null) {
            reader.read();
            if (cursor.position() >= event.after(0)) {
                result.r1 = (int) reader.seen;
                result.r2 = Long.toString(reader.seen).contains("1");
            }
        }
    }
}
