package io.loadtelemetry.core;

import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.WorkerLeave;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the master knows of one worker. Guarded by the lock of {@link Fleet}. */
final class WorkerState {

    /** How far ahead of the first missing snapshot another may be: more than 5 hours of them. */
    static final int MOST_AHEAD = 10_000;

    /** A year of a snapshot each second is less. */
    private static final long MOST_COUNTED = 1L << 25;

    final String node;
    final String instance;
    final @Nullable WorkerTallies tallies;
    /** The first number that is not counted yet. */
    private long next = 1;

    private final TreeSet<Long> ahead = new TreeSet<>();
    private long newest;
    private long count;
    private long dropped;
    private long until;
    private boolean lastCame;
    private boolean silent;
    private OptionalLong users = OptionalLong.empty();
    private long heard;
    private long windowNanos;
    boolean present;

    WorkerState(String node, String instance, @Nullable WorkerTallies tallies) {
        this.node = node;
        this.instance = instance;
        this.tallies = tallies;
    }

    boolean has(long sequence) {
        return sequence < next || ahead.contains(sequence);
    }

    boolean isTooFarAhead(long sequence) {
        return sequence - next > MOST_AHEAD;
    }

    void take(Snapshot.Head head, long now) {
        heard = now;
        windowNanos = head.to() - head.from();
        ahead.add(head.sequence());
        while (ahead.remove(next)) {
            next++;
        }
        count++;
        until = Math.max(until, head.to());
        lastCame |= head.last();
        if (head.sequence() > newest) {
            newest = head.sequence();
            users = head.users();
            dropped = head.dropped();
        }
    }

    /** Not heard for so long beyond what its windows last. */
    boolean isSilent(long now, long timeoutNanos) {
        return present && now - heard - windowNanos > timeoutNanos;
    }

    /** Marks so many snapshots as counted, all but the missing ones: {@code 3, 7-9} as {@link #missing} tells them. */
    void counted(long snapshots, String missing) {
        if (snapshots < 0 || snapshots > MOST_COUNTED) {
            throw new NumberFormatException(String.valueOf(snapshots));
        }
        TreeSet<Long> never = new TreeSet<>();
        for (String range : missing.split(", ", -1)) {
            if (!range.isEmpty()) {
                int dash = range.indexOf('-');
                long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
                long last = dash < 0 ? first : Long.parseLong(range.substring(dash + 1));
                if (last - first > MOST_AHEAD || never.size() > MOST_AHEAD) {
                    throw new NumberFormatException(range);
                }
                for (long number = first; number <= last; number++) {
                    never.add(number);
                }
            }
        }
        newest = snapshots + never.size();
        next = never.isEmpty() ? newest + 1 : never.first();
        for (long number = next; number <= newest; number++) {
            if (!never.contains(number)) {
                ahead.add(number);
            }
        }
    }

    /** Its last snapshot came, and every one before it. */
    boolean isComplete() {
        return lastCame && ahead.isEmpty();
    }

    OptionalLong users(boolean atTheEnd) {
        return present || (atTheEnd && !silent) ? users : OptionalLong.empty();
    }

    /** A measurement of the worker, as the master publishes it. */
    MetricEvent of(MetricEvent measured) {
        Map<String, String> attributes = new HashMap<>(measured.attributes());
        attributes.put("loadtest.worker", node);
        return new MetricEvent(
                measured.time(), measured.name(), measured.kind(), measured.unit(), measured.value(), attributes);
    }

    WorkerLeave leave(long time, String reason) {
        present = false;
        silent = reason.equals(WorkerLeave.SILENT);
        return new WorkerLeave(time, node, instance, reason, count, dropped, missing(), until);
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
