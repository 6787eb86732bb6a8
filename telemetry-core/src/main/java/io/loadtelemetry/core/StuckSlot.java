package io.loadtelemetry.core;

import java.util.concurrent.TimeUnit;

/**
 * Tells when somebody has waited too long for one slot: its producer was stopped between claiming and publishing. May be
 * asked by several threads.
 */
final class StuckSlot {

    /** Far longer than a thread that still runs is ever kept from running. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private volatile long since;
    private volatile long sequence = -1;

    /** Called as long as the slot of the sequence is in the way. */
    boolean tooLong(long waitedFor) {
        long now = System.nanoTime();
        if (sequence != waitedFor) {
            since = now;
            sequence = waitedFor; // After the time, so that whoever sees this sequence sees its time.
        }
        return now - since > PATIENCE_NANOS;
    }
}
