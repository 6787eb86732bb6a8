package io.loadtelemetry.core;

import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.event.MetricEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Makes the snapshots of a worker: one at the end of each interval, more where one would be too long. One thread. */
final class SnapshotMaker {

    private final String runId;
    private final Node node;
    private final LongSupplier dropped;
    private final Consumer<byte[]> out;
    private final SnapshotWriter writer;
    private final Slots slots = new Slots();
    /** The latest, by name and attributes. */
    private final Map<List<Object>, MetricEvent> measurements = new LinkedHashMap<>();

    private long sequence;

    /**
     * For the snapshots of one run.
     *
     * @param dropped how many requests the statistics were refused so far
     * @param out takes the snapshots
     */
    SnapshotMaker(String runId, Node node, int digits, LongSupplier dropped, Consumer<byte[]> out) {
        this.runId = runId;
        this.node = node;
        this.dropped = dropped;
        this.out = out;
        this.writer = new SnapshotWriter(new LatencyBuckets(digits));
    }

    /** Keeps a measurement of the system for the next snapshot. */
    void add(MetricEvent measurement) {
        if (measurement.attributes().size() <= SnapshotLimits.ATTRIBUTES) {
            List<Object> key = List.of(measurement.name(), measurement.attributes());
            if (measurements.size() < SnapshotLimits.MEASUREMENTS || measurements.containsKey(key)) {
                measurements.put(key, measurement);
            }
        }
    }

    void add(RequestTally tally, StatsWindow window) {
        writer.add(tally.counted(slots));
        if (writer.size() > SnapshotLimits.FULL) {
            end(window, false);
        }
    }

    void end(StatsWindow window, boolean last) {
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
                List.copyOf(measurements.values()))));
        measurements.clear();
    }
}
