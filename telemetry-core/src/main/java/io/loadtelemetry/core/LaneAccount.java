package io.loadtelemetry.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;

/** Counts what a recorder took, did not take, and lost later. Taking is counted by the lane's thread alone. */
final class LaneAccount {

    private static final VarHandle TAKEN;
    private static final int MOST_REASONS = 50;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(LaneAccount.class, "taken", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long taken;
    private final Map<String, Long> dropped = new HashMap<>();
    private long lost;

    /** Counts one event as taken; called by the lane's thread only. */
    void take() {
        TAKEN.setRelease(this, (long) TAKEN.get(this) + 1);
    }

    /** Counts an event that was not taken. */
    synchronized void drop(String reason) {
        count(reason, 1);
    }

    /** Counts events that were taken and lost later. */
    synchronized void lose(String reason, long count) {
        if (count > 0) {
            count(reason, count);
            lost += count;
        }
    }

    /** Puts what was dropped into the map and returns what was recorded: taken and not lost. */
    synchronized long read(Map<String, Long> droppedByReason) {
        dropped.forEach((reason, count) -> droppedByReason.merge(reason, count, Long::sum));
        // An event may be reported as lost before the call that hands it over has come back: it is not taken yet.
        return Math.max(0, taken - lost);
    }

    private void count(String reason, long count) {
        boolean known = dropped.containsKey(reason) || dropped.size() < MOST_REASONS;
        dropped.merge(known ? reason : "other", count, Long::sum);
    }
}
