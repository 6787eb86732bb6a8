package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A reader advances by 2 while a producer moves it past 3. Results: read, overrun, position. */
@JCStressTest
@Outcome(id = "2, 0, 2", expect = Expect.ACCEPTABLE, desc = "The reader won.")
@Outcome(id = "0, 3, 3", expect = Expect.ACCEPTABLE, desc = "The producer won.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both or none won: a slot is counted twice or not at all.")
@State
public class MovePastAgainstAdvance {

    private final Cursor cursor = Rings.movableCursor();
    private int read;

    @Actor
    public void reader() {
        if (cursor.advance(0, 2)) {
            read += 2;
        }
    }

    @Actor
    public void producer() {
        cursor.movePast(0, 3);
    }

    @Arbiter
    public void books(III_Result result) {
        result.r1 = read;
        result.r2 = (int) cursor.overrun();
        result.r3 = (int) cursor.position();
    }
}
