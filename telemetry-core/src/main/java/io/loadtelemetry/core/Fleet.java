package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.event.WorkerJoin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * The workers of a master. Carriers merge snapshots here on their own threads; at the end of each interval the statistics
 * lane takes what came and counts it as it counts the master's own requests. A snapshot is first read to its end and
 * checked, then counted: all of it or nothing.
 */
final class Fleet {

    private static final int MOST_WORKERS = 10_000;

    /** Takes what the workers counted at an endpoint. */
    interface Taker {
        void take(int index, Endpoint endpoint, RequestTally tally);
    }

    private final String runId;
    private final LatencyBuckets buckets;
    private final long timeoutNanos;
    private final LongSupplier clock;
    private final ToIntFunction<Endpoint> indexes;

    private final Map<String, WorkerState> workers = new LinkedHashMap<>();
    private final Map<Integer, Endpoint> endpoints = new HashMap<>();
    private final Map<Integer, RequestTally> pending = new HashMap<>();
    private final List<RunEvent> events = new ArrayList<>();
    private final Slots service = new Slots();
    private final Slots response = new Slots();
    private final HistogramBytes histograms;
    private boolean closed;

    Fleet(String runId, int digits, long timeoutNanos, LongSupplier clock, ToIntFunction<Endpoint> indexes) {
        this.runId = runId;
        this.buckets = new LatencyBuckets(digits);
        this.timeoutNanos = timeoutNanos;
        this.clock = clock;
        this.indexes = indexes;
        this.histograms = new HistogramBytes(buckets);
    }

    MergeResult merge(byte[] bytes) {
        try {
            Snapshot snapshot = SnapshotReader.read(bytes);
            if (!snapshot.runId().equals(runId)) {
                throw new SnapshotException("it is of the run " + Printable.of(snapshot.runId()) + ", this is " + runId);
            }
            check(snapshot);
            return add(snapshot);
        } catch (SnapshotException e) {
            return MergeResult.refused("snapshot refused: " + e.getMessage());
        }
    }

    private void check(Snapshot snapshot) throws SnapshotException {
        HistogramBytes reader = new HistogramBytes(buckets);
        Slots slots = new Slots();
        for (Snapshot.Counted counted : snapshot.endpoints()) {
            check(counted.service(), reader, slots);
            if (counted.response() != null) {
                check(counted.response(), reader, slots);
            }
        }
    }

    private static void check(Snapshot.Times times, HistogramBytes reader, Slots slots) throws SnapshotException {
        if (reader.decode(times.histogram(), slots) != times.count()) {
            throw new SnapshotException("a histogram does not hold as many values as were counted");
        }
    }

    private synchronized MergeResult add(Snapshot snapshot) throws SnapshotException {
        if (closed) {
            throw new SnapshotException("the run is over");
        }
        WorkerState worker = workers.get(snapshot.instance());
        if (worker == null) {
            worker = admit(snapshot);
        } else if (!worker.node.equals(snapshot.node())) {
            throw new SnapshotException("its instance was called " + Printable.of(worker.node) + " before");
        }
        long now = clock.getAsLong();
        if (worker.has(snapshot.sequence())) {
            return MergeResult.DUPLICATE;
        }
        if (worker.isTooFarAhead(snapshot.sequence())) {
            throw new SnapshotException("its number " + snapshot.sequence() + " is more than " + WorkerState.MOST_AHEAD
                    + " ahead of what came before");
        }
        workers.put(snapshot.instance(), worker);
        for (Snapshot.Counted counted : snapshot.endpoints()) {
            count(counted);
        }
        worker.take(snapshot);
        worker.heard = now;
        if (!worker.present && (!worker.isComplete() || snapshot.sequence() == 1)) {
            worker.present = true;
            events.add(new WorkerJoin(now, worker.node, worker.instance));
        }
        if (worker.present && worker.isComplete()) {
            events.add(worker.leave(now, "finished"));
        }
        return MergeResult.MERGED;
    }

    private WorkerState admit(Snapshot snapshot) throws SnapshotException {
        for (WorkerState other : workers.values()) {
            if (other.present && other.node.equals(snapshot.node())) {
                throw new SnapshotException("another instance is the worker " + Printable.of(snapshot.node())
                        + " already: each needs a name of its own (telemetry.node.name)");
            }
        }
        if (workers.size() >= MOST_WORKERS) {
            throw new SnapshotException("there are " + MOST_WORKERS + " workers already");
        }
        return new WorkerState(snapshot.node(), snapshot.instance());
    }

    private void count(Snapshot.Counted counted) throws SnapshotException {
        histograms.decode(counted.service().histogram(), service);
        if (counted.response() != null) {
            histograms.decode(counted.response().histogram(), response);
        }
        int index = indexes.applyAsInt(counted.endpoint());
        Endpoint endpoint = index == 0 ? Endpoint.OVERFLOW : counted.endpoint();
        endpoints.putIfAbsent(index, endpoint);
        pending.computeIfAbsent(index, unknown -> new RequestTally(endpoint, buckets))
                .add(counted, service, response);
    }

    /** Hands over what came since the last time. */
    synchronized void drain(Taker taker) {
        pending.forEach((index, tally) -> {
            Endpoint endpoint = endpoints.get(index);
            if (endpoint != null && !tally.isEmpty()) {
                taker.take(index, endpoint, tally);
                tally.clear();
            }
        });
    }

    /** The users of this node and of the workers that are there. */
    synchronized OptionalLong users(OptionalLong own) {
        long sum = own.orElse(0);
        boolean known = own.isPresent();
        for (WorkerState worker : workers.values()) {
            known |= worker.users.isPresent();
            sum += worker.users.orElse(0);
        }
        return known ? OptionalLong.of(sum) : OptionalLong.empty();
    }

    /** What is to be told of the workers. */
    synchronized List<RunEvent> events(long now) {
        for (WorkerState worker : workers.values()) {
            if (worker.present && now - worker.heard > timeoutNanos) {
                events.add(worker.leave(now, "silent"));
            }
        }
        List<RunEvent> all = List.copyOf(events);
        events.clear();
        return all;
    }

    /** Takes no more snapshots. */
    synchronized void close(long now) {
        closed = true;
        for (WorkerState worker : workers.values()) {
            if (worker.present) {
                events.add(worker.leave(now, "run_ended"));
            }
        }
    }
}
