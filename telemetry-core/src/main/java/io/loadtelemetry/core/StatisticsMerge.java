package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.RequestStats;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges the statistics of several nodes after their run, exactly as a master does while it goes on. For telemetry-merge. One
 * thread.
 */
public final class StatisticsMerge {

    /** Whoever merges files has them all at once, and is not bound to what a load generator can afford. */
    private static final int MOST_ENDPOINTS = 1_000_000;

    private final String runId;
    private final Fleet fleet;
    private final HistogramBytes histograms;
    private final RequestStatistics statistics;
    private final List<RequestStats> merged = new ArrayList<>();

    /**
     * Nothing merged yet.
     *
     * @param runId of which run
     * @param digits significant digits of the histograms, 1 to 5
     */
    public StatisticsMerge(String runId, int digits) {
        this.runId = runId;
        this.histograms = new HistogramBytes(new LatencyBuckets(digits));
        this.fleet = new Fleet(runId, digits, Long.MAX_VALUE, false, () -> 0, new Subjects(MOST_ENDPOINTS)::endpoint);
        this.statistics = new RequestStatistics(digits, Long.MAX_VALUE, 0, fleet::users, this::take);
        statistics.merge(fleet);
    }

    /**
     * The significant digits of a histogram.
     *
     * @param encoded HdrHistogram's V2 compressed encoding, in Base64
     * @return 1 to 5
     * @throws IllegalArgumentException if it is not that
     */
    public static int digits(String encoded) {
        try {
            return HistogramBytes.digits(base64(encoded));
        } catch (SnapshotException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Counts a snapshot that did not reach the master.
     *
     * @param snapshot its bytes
     * @return what became of it
     */
    public MergeResult add(byte[] snapshot) {
        return fleet.merge(snapshot);
    }

    /**
     * Tells that a master's statistics, which are added too, have some snapshots of a worker in them: they are duplicates then.
     *
     * @param worker the worker's node name
     * @param instance the worker's instance id
     * @param snapshots how many are counted
     * @param missing the numbers of those that are not, as {@code worker.leave} tells them
     * @throws NumberFormatException if they are not such numbers
     */
    public void counted(String worker, String instance, long snapshots, String missing) {
        fleet.counted(worker, instance, snapshots, missing);
    }

    /**
     * Counts the statistics that one node made of its run.
     *
     * @param node the node
     * @param total those of all its requests
     * @param endpoints those of each endpoint, with histograms
     * @return what became of them
     */
    public MergeResult add(Node node, RequestStats total, List<RequestStats> endpoints) {
        try {
            List<Snapshot.Counted> counted = new ArrayList<>();
            long requests = 0;
            for (RequestStats each : endpoints) {
                counted.add(counted(each));
                requests += each.requests();
            }
            if (requests != total.requests()) {
                throw new SnapshotException("the lines of its endpoints have " + requests + " requests, that of all "
                        + total.requests() + ": some are missing");
            }
            return fleet.add(new Snapshot(
                    new Snapshot.Head(
                            runId,
                            node.name(),
                            node.instanceId(),
                            1,
                            true,
                            total.from(),
                            total.to(),
                            total.users(),
                            0,
                            List.of()),
                    counted));
        } catch (SnapshotException e) {
            return MergeResult.refused(String.valueOf(e.getMessage()));
        }
    }

    private Snapshot.Counted counted(RequestStats stats) throws SnapshotException {
        Snapshot.Times service = times(stats.serviceTime());
        Endpoint endpoint = stats.endpoint();
        if (service == null || endpoint == null || service.count() != stats.requests()) {
            throw new SnapshotException("a line has no endpoint, or no service times of all its requests");
        }
        return new Snapshot.Counted(
                endpoint,
                stats.failures(),
                stats.bytesSent(),
                stats.bytesReceived(),
                stats.errors(),
                service,
                times(stats.responseTime()));
    }

    private Snapshot.@Nullable Times times(@Nullable LatencyStats stats) throws SnapshotException {
        if (stats == null) {
            return null;
        }
        if (stats.histogram() == null) {
            throw new SnapshotException("a line of the run has no histogram");
        }
        Slots slots = histograms.decode(base64(stats.histogram()), stats.count());
        return LatencyHistogram.times(stats.count(), stats.min(), stats.max(), stats.sum(), slots);
    }

    private static byte[] base64(String text) throws SnapshotException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new SnapshotException("a histogram is not in Base64");
        }
    }

    /**
     * What all nodes counted together; nothing can be added after that.
     *
     * @return statistics of the run: of all requests first, then of every endpoint
     */
    public List<RequestStats> statistics() {
        fleet.close(0);
        statistics.finish(0);
        return List.copyOf(merged);
    }

    private void take(RequestStats stats) {
        if (stats.window() == RequestStats.Window.RUN) {
            merged.add(stats);
        }
    }
}
