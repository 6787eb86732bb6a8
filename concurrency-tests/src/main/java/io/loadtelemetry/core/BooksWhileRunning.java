package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * The books are read while a request is published and taken, one published and overrun, one dropped by the recorder, one
 * lost later, and one refused after the end. Results: pending as the reader sees it, and after all is over.
 */
@JCStressTest
@Outcome(id = "[0-5], 0", expect = Expect.ACCEPTABLE, desc = "Nothing is counted as done before it is as published.")
@Outcome(expect = Expect.FORBIDDEN, desc = "More is recorded and dropped than published, or something is forgotten.")
@State
public class BooksWhileRunning {

    private final LaneAccount account = new LaneAccount();
    private final Lane lane = Rings.lane(account);
    private final EventRing ring = Rings.ring(lane);

    @Actor
    public void producerAndLane() {
        Cursor cursor = lane.requestCursor(0);
        Rings.publish(ring, 1);
        cursor.advance(0, 1);
        account.take();
        Rings.publish(ring, 2);
        cursor.movePast(1, 2);
        Rings.publish(ring, 3);
        cursor.advance(2, 3);
        account.drop("refused by the recorder");
        Rings.publish(ring, 4);
        cursor.advance(3, 4);
        account.take();
        account.lose("lost later", 1);
        ring.close();
        Rings.publish(ring, 5);
    }

    @Actor
    public void books(JJ_Result result) {
        result.r1 = Rings.pending(lane, ring);
    }

    @Arbiter
    public void end(JJ_Result result) {
        result.r2 = Rings.pending(lane, ring);
    }
}
