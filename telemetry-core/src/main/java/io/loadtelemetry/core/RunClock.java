package io.loadtelemetry.core;

import java.time.Instant;

/** The time of a run: anchored to the system's clock once, monotonic from there. */
final class RunClock {

    private final Instant startTime = Instant.now();
    private final long startNanoTime = System.nanoTime();
    private final long offset = nanos(startTime) - startNanoTime;

    /** Nanoseconds since the Unix epoch. */
    long now() {
        return System.nanoTime() + offset;
    }

    Instant startTime() {
        return startTime;
    }

    /** What {@link System#nanoTime()} gave when the system's clock was read. */
    long startNanoTime() {
        return startNanoTime;
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
