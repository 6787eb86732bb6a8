package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes statistics of the requests, per endpoint and of all: the built-in first lane. A request is counted only at its
 * endpoint; the sums of all endpoints and of the run are made at the ends of intervals.
 *
 * <p>Recording allocates nothing once the latencies of an endpoint were seen. A request counts in the interval in which
 * this lane takes it, so that intervals sum to the run exactly; that is its end, plus what it waited in the ring. One
 * thread.
 */
final class RequestStatistics implements Recorder {

    private static final long MICRO = 1_000;

    private final long intervalNanos;
    private final long startTime;
    private final Supplier<OptionalLong> users;
    private final Consumer<RequestStats> emit;

    private final LatencyBuckets buckets;
    private final Slots slots = new Slots();
    private final RequestTally totalInterval;
    private final RequestTally totalRun;
    /** By endpoint index. */
    private @Nullable RequestTally[] intervals = new RequestTally[64];

    private @Nullable RequestTally[] runs = new RequestTally[64];

    private long from;
    private boolean finished;
    private @Nullable Fleet fleet;
    private @Nullable SnapshotMaker snapshots;
    /** Whether this node itself counted a request. */
    private boolean own;

    /**
     * Starts the first interval.
     *
     * @param precisionDigits significant digits of the histograms, 1 to 5
     * @param intervalNanos the length of an interval
     * @param startTime the beginning of the run, nanoseconds since the Unix epoch
     * @param users the virtual users, asked whenever statistics are made
     * @param emit takes the statistics, on the thread that calls {@link #tick} and {@link #finish}; must not throw
     */
    RequestStatistics(
            int precisionDigits,
            long intervalNanos,
            long startTime,
            Supplier<OptionalLong> users,
            Consumer<RequestStats> emit) {
        if (intervalNanos <= 0) {
            throw new IllegalArgumentException("interval of " + intervalNanos + " ns is not above 0");
        }
        this.buckets = new LatencyBuckets(precisionDigits);
        this.intervalNanos = intervalNanos;
        this.startTime = startTime;
        this.users = users;
        this.emit = emit;
        this.totalInterval = new RequestTally(null, buckets);
        this.totalRun = new RequestTally(null, buckets);
        this.from = startTime;
    }

    /** On a master: counts what the workers counted, too. */
    void merge(Fleet workers) {
        fleet = workers;
    }

    /** On a worker: makes snapshots. */
    void snapshots(SnapshotMaker maker) {
        snapshots = maker;
    }

    @Override
    public void record(TelemetryEvent event) {
        if (event instanceof RequestEvent request) {
            own = true;
            int index = request.endpointIndex();
            RequestTally interval = index < intervals.length ? intervals[index] : null;
            if (interval == null) {
                interval = admit(index, request.endpoint());
            }
            interval.record(request);
        }
    }

    @Override
    public void tick(long now) {
        // The ends of intervals are start + k * interval; a lane that was held up reports the whole time it missed as
        // one.
        if (now - from >= intervalNanos && !finished) {
            endInterval(now - (now - startTime) % intervalNanos);
        }
    }

    /**
     * Emits the rest of the last interval, then the statistics of the run: of all requests and of every endpoint that had
     * some, with histograms. Later calls do nothing.
     *
     * @param now the end of the run, nanoseconds since the Unix epoch
     */
    void finish(long now) {
        if (finished) {
            return;
        }
        finished = true;
        long end = Math.max(now, from);
        if (end > from || hasRequests() || fleet != null || snapshots != null) {
            endInterval(end);
        }
        StatsWindow run = window(new StatsWindow(RequestStats.Window.RUN, startTime, end, users.get()));
        HistogramEncoder encoder = new HistogramEncoder(buckets);
        emit.accept(totalRun.stats(run, slots, encoder));
        Arrays.stream(runs)
                .filter(tally -> tally != null && !tally.isEmpty())
                .sorted(RequestTally.BY_NAME)
                .forEach(tally -> emit.accept(tally.stats(run, slots, encoder)));
        emitWorkers((users, tallies) -> tallies.run().stats(run.of(users), slots, encoder));
    }

    /** On a master the run's statistics speak of when its workers counted, so that the files of all say the same. */
    private StatsWindow window(StatsWindow run) {
        StatsWindow theirs = fleet == null ? null : fleet.window(run);
        if (theirs == null) {
            return run;
        }
        // To the microsecond, as files tell it.
        long from = Math.floorDiv(own ? Math.min(run.from(), theirs.from()) : theirs.from(), MICRO) * MICRO;
        long to = Math.floorDiv(own ? Math.max(run.to(), theirs.to()) : theirs.to(), MICRO) * MICRO;
        return new StatsWindow(run.kind(), from, to, run.users());
    }

    private void endInterval(long to) {
        StatsWindow window = new StatsWindow(RequestStats.Window.INTERVAL, from, to, users.get());
        from = to;
        if (fleet != null) {
            fleet.drain(this::take);
        }
        List<RequestStats> stats = new ArrayList<>();
        for (int i = 0; i < intervals.length; i++) {
            RequestTally interval = intervals[i];
            RequestTally run = runs[i];
            if (interval != null && run != null && !interval.isEmpty()) {
                stats.add(interval.stats(window, slots, null, run, totalInterval));
                if (snapshots != null) {
                    snapshots.add(interval, window);
                }
                interval.clear();
            }
        }
        RequestStats total = totalInterval.stats(window, slots, null, totalRun);
        totalInterval.clear();
        emit.accept(total);
        stats.forEach(emit);
        emitWorkers((users, tallies) -> tallies.endInterval(window.of(users), slots));
        if (snapshots != null) {
            snapshots.end(window, finished);
        }
    }

    private void take(int index, Endpoint endpoint, RequestTally tally) {
        RequestTally interval = index < intervals.length ? intervals[index] : null;
        tally.addTo(interval == null ? admit(index, endpoint) : interval, slots);
    }

    private void emitWorkers(BiFunction<OptionalLong, WorkerTallies, RequestStats> evaluate) {
        if (fleet != null) {
            fleet.tallies(evaluate).forEach(emit);
        }
    }

    private boolean hasRequests() {
        for (RequestTally interval : intervals) {
            if (interval != null && !interval.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private RequestTally admit(int index, Endpoint endpoint) {
        if (index >= intervals.length) {
            int length = Math.max(index + 1, 2 * intervals.length);
            intervals = Arrays.copyOf(intervals, length);
            runs = Arrays.copyOf(runs, length);
        }
        RequestTally interval = new RequestTally(endpoint, buckets);
        intervals[index] = interval;
        runs[index] = new RequestTally(endpoint, buckets);
        return interval;
    }
}
