package io.loadtelemetry.examples.demo;

import java.util.Random;

/** When a virtual user may send its next request. Thread-safe. */
interface Pacing {

    /** The load is over. */
    long OVER = Long.MIN_VALUE;

    /**
     * Waits for its turn.
     *
     * @return the intended start in nanoseconds since the Unix epoch, {@link
     *     io.loadtelemetry.api.RequestRecorder#UNKNOWN} where there is none, or {@link #OVER}
     */
    long awaitTurn(Random random);

    /** Requests that were due and never sent, because all users were busy. */
    long missed();
}
