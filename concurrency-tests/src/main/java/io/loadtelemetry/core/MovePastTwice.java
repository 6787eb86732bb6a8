package io.loadtelemetry.core;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two producers move the same reader past 3 and past 5. Results: overrun, position. */
@JCStressTest
@Outcome(
        id = {"3, 3", "5, 5"},
        expect = Expect.ACCEPTABLE,
        desc = "One of them won, and counted what it moved past.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The loss is not what the reader was moved past.")
@State
public class MovePastTwice {

    private final Cursor cursor = Rings.movableCursor();

    @Actor
    public void first() {
        cursor.movePast(0, 3);
    }

    @Actor
    public void second() {
        cursor.movePast(0, 5);
    }

    @Arbiter
    public void books(II_Result result) {
        result.r1 = (int) cursor.overrun();
        result.r2 = (int) cursor.position();
    }
}
