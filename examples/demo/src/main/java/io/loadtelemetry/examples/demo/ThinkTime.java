package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.RequestRecorder;
import java.util.Random;

/** The closed model: a user thinks for a while after each answer. A slow target gets fewer requests. */
final class ThinkTime implements Pacing {

    private static final int SHORTEST_MILLIS = 5;
    private static final int LONGEST_MILLIS = 25;

    private final StopSwitch stop;

    ThinkTime(StopSwitch stop) {
        this.stop = stop;
    }

    @Override
    public long awaitTurn(Random random) {
        double millis = SHORTEST_MILLIS + (LONGEST_MILLIS - SHORTEST_MILLIS) * random.nextDouble();
        return stop.sleep((long) (millis * 1_000_000)) ? RequestRecorder.UNKNOWN : OVER;
    }

    @Override
    public long missed() {
        return 0;
    }
}
