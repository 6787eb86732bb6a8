package io.loadtelemetry.core;

import io.loadtelemetry.api.event.WorkerLeave;
import java.util.OptionalLong;
import java.util.TreeSet;

/** What the master knows of one worker. Guarded by the lock of {@link Fleet}. */
final class WorkerState {

    /** How far ahead of the first missing snapshot another may be. */
    static final int MOST_AHEAD = 10_000;

    final String node;
    final String instance;
    /** The first number that is not counted yet. */
    private long next = 1;

    private final TreeSet<Long> ahead = new TreeSet<>();
    private long newest;
    private long count;
    private long until;
    private boolean lastCame;
    long heard;
    boolean present;
    OptionalLong users = OptionalLong.empty();

    WorkerState(String node, String instance) {
        this.node = node;
        this.instance = instance;
    }

    boolean has(long sequence) {
        return sequence < next || ahead.contains(sequence);
    }

    boolean isTooFarAhead(long sequence) {
        return sequence - next > MOST_AHEAD;
    }

    void take(Snapshot snapshot) {
        ahead.add(snapshot.sequence());
        while (ahead.remove(next)) {
            next++;
        }
        count++;
        until = Math.max(until, snapshot.to());
        lastCame |= snapshot.last();
        if (snapshot.sequence() > newest) {
            newest = snapshot.sequence();
            users = snapshot.users();
        }
    }

    /** Its last snapshot came, and every one before it. */
    boolean isComplete() {
        return lastCame && ahead.isEmpty();
    }

    WorkerLeave leave(long time, String reason) {
        present = false;
        users = OptionalLong.empty();
        return new WorkerLeave(time, node, instance, reason, count, missing(), until);
    }

    private String missing() {
        StringBuilder text = new StringBuilder();
        long from = next;
        for (long there : ahead) {
            if (there > from) {
                text.append(text.length() == 0 ? "" : ", ").append(from);
                if (there - 1 > from) {
                    text.append('-').append(there - 1);
                }
            }
            from = there + 1;
        }
        return text.toString();
    }
}
