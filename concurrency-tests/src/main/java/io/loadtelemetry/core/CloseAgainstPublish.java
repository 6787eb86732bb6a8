package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;

/**
 * The end of the run while a thread publishes a request and then a rare event. Results: requests in the stripe, requests
 * counted as closed, events in the stripe, events counted as closed.
 */
@JCStressTest
@Outcome(id = "1, 0, 1, 0", expect = Expect.ACCEPTABLE, desc = "Both before the end.")
@Outcome(id = "1, 0, 0, 1", expect = Expect.ACCEPTABLE, desc = "The end between them.")
@Outcome(id = "0, 1, 0, 1", expect = Expect.ACCEPTABLE, desc = "Both after the end.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Taken and refused, neither, or taken after the end was seen.")
@State
public class CloseAgainstPublish {

    private final EventRing ring = Rings.ring();

    @Actor
    public void producer() {
        Rings.publish(ring, 1);
        ring.publish(Rings.RARE_EVENT);
    }

    @Actor
    public void end() {
        ring.close();
    }

    @Arbiter
    public void books(JJJJ_Result result) {
        if (ring.publishedRequests() == 1 && ring.publishedEvents() == 1) {
            result.r1 = ring.stripe(0).tail();
            result.r2 = ring.closedRequests();
            result.r3 = ring.events().tail();
            result.r4 = ring.closedEvents();
        }
    }
}
