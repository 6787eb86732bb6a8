package io.loadtelemetry.core;

import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.event.MetricEvent;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the snapshots of a worker: one at the end of each interval, more where one would be too long. One thread. */
final class SnapshotMaker {

    private final String runId;
    private final Node node;
    private final LongSupplier dropped;
    private final Consumer<byte[]> out;
    private final SnapshotWriter writer;
    private final Slots slots = new Slots();
    private final Supplier<List<MetricEvent>> measurements;
    private long sequence;
    /** Of the histograms in the next snapshot. */
    private int counters;

    /**
     * For the snapshots of one run.
     *
     * @param measurements the latest of the system
     * @param dropped how many requests the statistics were refused so far
     * @param out takes the snapshots
     */
    SnapshotMaker(
            String runId,
            Node node,
            int digits,
            Supplier<List<MetricEvent>> measurements,
            LongSupplier dropped,
            Consumer<byte[]> out) {
        this.runId = runId;
        this.node = node;
        this.measurements = measurements;
        this.dropped = dropped;
        this.out = out;
        this.writer = new SnapshotWriter(new LatencyBuckets(digits));
    }

    void add(RequestTally tally, StatsWindow window) {
        Snapshot.Counted counted = tally.counted(slots);
        int more = size(counted.service()) + size(counted.response());
        if (counters > 0 && counters + more > SnapshotLimits.SLOTS) {
            end(window, false);
        }
        counters += more;
        writer.add(counted);
        if (writer.size() > SnapshotLimits.FULL) {
            end(window, false);
        }
    }

    private static int size(Snapshot.@Nullable Times times) {
        return times == null ? 0 : times.slots().size();
    }

    void end(StatsWindow window, boolean last) {
        counters = 0;
        out.accept(writer.end(new Snapshot.Head(
                runId,
                node.name(),
                node.instanceId(),
                ++sequence,
                last,
                window.from(),
                window.to(),
                window.users(),
                dropped.getAsLong(),
                measurements.get())));
    }
}
