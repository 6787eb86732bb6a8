package io.loadtelemetry.core;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RecorderAccounting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the snapshots of a worker: one at the end of each interval, more where one would be too long. One thread. */
final class SnapshotMaker {

    private static final int ENDPOINT_BYTES = 2 * SnapshotLimits.TEXT * 20;

    private final String runId;
    private final Node node;
    private final Consumer<byte[]> out;
    private final HistogramBytes histograms;
    private final Slots slots = new Slots();
    private final List<Snapshot.Counted> endpoints = new ArrayList<>();
    private long bytes;
    private long sequence;

    SnapshotMaker(String runId, Node node, int digits, Consumer<byte[]> out) {
        this.runId = runId;
        this.node = node;
        this.out = out;
        this.histograms = new HistogramBytes(new LatencyBuckets(digits));
    }

    void add(RequestTally tally, StatsWindow window) {
        Snapshot.Counted counted = tally.counted(slots, histograms);
        Snapshot.Times response = counted.response();
        bytes += ENDPOINT_BYTES
                + counted.service().histogram().length
                + (response == null ? 0 : response.histogram().length)
                + (long) counted.errors().size() * SnapshotLimits.TEXT;
        endpoints.add(counted);
        if (bytes > SnapshotLimits.FULL) {
            end(window, false, null);
        }
    }

    void end(StatsWindow window, boolean last, @Nullable Accounting accounting) {
        Map<String, Snapshot.Books> books = new TreeMap<>();
        if (accounting != null) {
            for (RecorderAccounting each : accounting.recorders()) {
                if (books.size() < SnapshotLimits.RECORDERS) {
                    long dropped = each.dropped().values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
                    books.put(each.recorder(), new Snapshot.Books(each.published(), each.recorded(), dropped));
                }
            }
        }
        out.accept(SnapshotWriter.write(new Snapshot(
                runId,
                node.name(),
                node.instanceId(),
                ++sequence,
                last,
                window.from(),
                window.to(),
                window.users(),
                books,
                Map.of(),
                List.copyOf(endpoints))));
        endpoints.clear();
        bytes = 0;
    }
}
