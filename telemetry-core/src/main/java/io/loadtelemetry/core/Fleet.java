package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.event.WorkerJoin;
import io.loadtelemetry.api.event.WorkerLeave;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a master. Carriers merge snapshots here on their own threads; at the end of each interval the statistics
 * lane takes what came and counts it as it counts the master's own requests. A snapshot is first read to its end and
 * checked, without the lock, then counted: all of it or nothing.
 */
final class Fleet {

    static final int MOST_WORKERS = 10_000;

    /** Takes what the workers counted at an endpoint. */
    interface Taker {
        void take(int index, Endpoint endpoint, RequestTally tally);
    }

    private record Pending(Endpoint endpoint, RequestTally tally) {}

    private final String runId;
    private final LatencyBuckets buckets;
    private final long timeoutNanos;
    private final boolean perWorker;
    private final LongSupplier clock;
    private final ToIntFunction<Endpoint> indexes;
    private final Queue<SnapshotReader> readers = new ConcurrentLinkedQueue<>();

    private final Map<String, WorkerState> workers = new LinkedHashMap<>();
    private final Map<Integer, Pending> pending = new HashMap<>();
    private final List<RunEvent> events = new ArrayList<>();
    private final List<MetricEvent> measurements = new ArrayList<>();
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private boolean closed;

    /**
     * A fleet without workers.
     *
     * @param digits significant digits of the histograms
     * @param timeoutNanos after how long, beyond its own interval, a worker that is not heard is silent
     * @param perWorker whether each worker's statistics are wanted too
     * @param clock the time of the run
     * @param indexes gives each endpoint its index, 0 to what is beyond the bound
     */
    Fleet(
            String runId,
            int digits,
            long timeoutNanos,
            boolean perWorker,
            LongSupplier clock,
            ToIntFunction<Endpoint> indexes) {
        this.runId = runId;
        this.buckets = new LatencyBuckets(digits);
        this.timeoutNanos = timeoutNanos;
        this.perWorker = perWorker;
        this.clock = clock;
        this.indexes = indexes;
    }

    /** Counts a snapshot, unless it was counted before or cannot be. Thread-safe. */
    MergeResult merge(byte[] bytes) {
        SnapshotReader free = readers.poll();
        SnapshotReader reader = free == null ? new SnapshotReader(buckets) : free;
        try {
            return add(reader.read(bytes));
        } catch (SnapshotException e) {
            return MergeResult.refused("snapshot refused: " + e.getMessage());
        } finally {
            readers.add(reader);
        }
    }

    synchronized MergeResult add(Snapshot snapshot) throws SnapshotException {
        Snapshot.Head head = snapshot.head();
        if (!head.runId().equals(runId)) {
            throw new SnapshotException("it is of the run " + Printable.of(head.runId()) + ", this is " + runId);
        }
        WorkerState known = workers.get(head.instance());
        if (known != null && !known.node.equals(head.node())) {
            throw new SnapshotException("its instance was called " + Printable.of(known.node) + " before");
        }
        if (known != null && known.has(head.sequence())) {
            return MergeResult.DUPLICATE;
        }
        if (closed) {
            throw new SnapshotException("the run is over");
        }
        if (known == null && isTaken(head.node())) {
            return MergeResult.later("another instance is the worker " + Printable.of(head.node())
                    + " already: each needs a name of its own (telemetry.node.name)");
        }
        WorkerState worker = known == null ? admit(head) : known;
        if (worker.isTooFarAhead(head.sequence())) {
            throw new SnapshotException("its number " + head.sequence() + " is more than " + WorkerState.MOST_AHEAD
                    + " ahead of what came before");
        }
        workers.put(head.instance(), worker);
        snapshot.endpoints().forEach(counted -> count(counted, worker));
        from = Math.min(from, head.from());
        to = Math.max(to, head.to());
        if (perWorker) {
            head.measurements().forEach(measurement -> measurements.add(worker.of(measurement)));
        }
        heard(worker, head);
        return MergeResult.MERGED;
    }

    /** Knows what was counted of a worker before, by how a master told of it. */
    synchronized void counted(String node, String instance, long snapshots, String missing) {
        WorkerState worker = new WorkerState(node, instance, null);
        worker.counted(snapshots, missing);
        workers.put(instance, worker);
    }

    private void heard(WorkerState worker, Snapshot.Head head) {
        long now = clock.getAsLong();
        boolean wasComplete = worker.isComplete();
        worker.take(head, now);
        if (!worker.present && !wasComplete) {
            worker.present = true;
            events.add(new WorkerJoin(now, worker.node, worker.instance));
        }
        if (worker.present && worker.isComplete()) {
            events.add(worker.leave(now, WorkerLeave.FINISHED));
            notifyAll();
        }
    }

    private boolean isTaken(String node) {
        return workers.values().stream().anyMatch(other -> other.present && other.node.equals(node));
    }

    private WorkerState admit(Snapshot.Head head) throws SnapshotException {
        if (workers.size() >= MOST_WORKERS) {
            throw new SnapshotException("there are " + MOST_WORKERS + " workers already");
        }
        return new WorkerState(
                head.node(), head.instance(), perWorker ? new WorkerTallies(head.node(), buckets) : null);
    }

    private void count(Snapshot.Counted counted, WorkerState worker) {
        int index = indexes.applyAsInt(counted.endpoint());
        Pending at = pending.get(index);
        if (at == null) {
            Endpoint endpoint = index == 0 ? Endpoint.OVERFLOW : counted.endpoint();
            at = new Pending(endpoint, new RequestTally(endpoint, buckets));
            pending.put(index, at);
        }
        at.tally().add(counted);
        if (worker.tallies != null) {
            worker.tallies.interval().add(counted);
        }
    }

    /** Hands over what came since the last time. */
    synchronized void drain(Taker taker) {
        pending.forEach((index, at) -> {
            if (!at.tally().isEmpty()) {
                taker.take(index, at.endpoint(), at.tally());
                at.tally().clear();
            }
        });
    }

    /** Evaluates what each worker counted, with its users, where that is wanted. */
    synchronized List<RequestStats> tallies(BiFunction<OptionalLong, WorkerTallies, RequestStats> evaluate) {
        List<RequestStats> all = new ArrayList<>();
        for (WorkerState worker : workers.values()) {
            if (worker.tallies != null) {
                all.add(evaluate.apply(worker.users(closed), worker.tallies));
            }
        }
        return all;
    }

    /** The measurements of the workers since the last time, where they are wanted. */
    synchronized List<MetricEvent> measurements() {
        List<MetricEvent> all = List.copyOf(measurements);
        measurements.clear();
        return all;
    }

    /** The users of the workers that are there; at the end of the run what each said last, unless it fell silent. */
    synchronized OptionalLong users() {
        boolean known = false;
        long sum = 0;
        for (WorkerState worker : workers.values()) {
            OptionalLong users = worker.users(closed);
            known |= users.isPresent();
            sum += users.orElse(0);
        }
        return known ? OptionalLong.of(sum) : OptionalLong.empty();
    }

    /** From the first beginning to the last end of what the workers counted, or null where they counted nothing. */
    synchronized @Nullable StatsWindow window(StatsWindow run) {
        return from > to ? null : new StatsWindow(run.kind(), from, to, run.users());
    }

    /** What is to be told of the workers. */
    synchronized List<RunEvent> events(long now) {
        for (WorkerState worker : workers.values()) {
            if (worker.isSilent(now, timeoutNanos)) {
                events.add(worker.leave(now, WorkerLeave.SILENT));
                notifyAll();
            }
        }
        List<RunEvent> all = List.copyOf(events);
        events.clear();
        return all;
    }

    /** Waits until every worker has left, at most so long: who ends a run has told them to end. */
    synchronized void awaitLeft(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (workers.values().stream().anyMatch(worker -> worker.present)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** Takes no more snapshots. */
    synchronized void close(long now) {
        closed = true;
        for (WorkerState worker : workers.values()) {
            if (worker.present) {
                events.add(worker.leave(now, WorkerLeave.RUN_ENDED));
            }
        }
    }
}
