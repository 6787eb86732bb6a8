package io.loadtelemetry.core;

import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The recorder of the first lane: makes statistics of the requests and publishes them as events, and tells of drops. */
final class StatisticsLane implements Recorder {

    /** The id under which the books of this lane are kept. */
    static final String ID = "statistics";

    /** How long the statistics of one interval may wait for slow recorders before they overrun them. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final RequestStatistics statistics;
    private final DropReporter drops;
    private final int precision;
    private final long intervalNanos;
    private final RunClock clock;
    private long nextReport;
    private @Nullable Lanes lanes;
    private @Nullable Fleet fleet;
    private long deadline;

    StatisticsLane(int precision, long intervalNanos, RunClock clock, UserCounts users, Warnings warnings) {
        long startTime = RunClock.nanos(clock.startTime());
        this.precision = precision;
        this.intervalNanos = intervalNanos;
        this.clock = clock;
        this.nextReport = startTime + intervalNanos;
        this.statistics = new RequestStatistics(precision, intervalNanos, startTime, () -> total(users), this::publish);
        this.drops = new DropReporter(warnings, startTime);
    }

    /** Called before the lane starts. */
    void connect(Lanes all) {
        lanes = all;
    }

    /** On a master, before the lane starts. */
    void merge(Fleet workers) {
        fleet = workers;
        statistics.merge(workers);
    }

    /** On a worker, before the lane starts. */
    void snapshots(SnapshotMaker maker) {
        statistics.snapshots(maker);
    }

    /** How many requests this lane was refused, so far. */
    long dropped() {
        return lanes == null ? 0 : lanes.dropped(ID);
    }

    private OptionalLong total(UserCounts users) {
        // Who leads a run may know them all; else they are those of the workers.
        OptionalLong own = users.total();
        return fleet == null || own.isPresent() ? own : fleet.users();
    }

    private void tellOfWorkers(long now) {
        if (fleet != null && lanes != null) {
            fleet.events(now).forEach(this::publish);
            fleet.measurements().forEach(this::publish);
        }
    }

    @Override
    public void start() {
        Rehearsal.start(precision);
        report(clock.now());
    }

    @Override
    public void record(TelemetryEvent event) throws Exception {
        statistics.record(event);
    }

    @Override
    public void tick(long now) throws Exception {
        deadline = System.nanoTime() + PATIENCE_NANOS;
        tellOfWorkers(now);
        statistics.tick(now);
        if (now >= nextReport) {
            nextReport = now + intervalNanos;
            report(now);
        }
    }

    @Override
    public void close() throws Exception {
        deadline = System.nanoTime() + PATIENCE_NANOS;
        long now = clock.now();
        if (fleet != null) {
            fleet.close(now);
            tellOfWorkers(now);
        }
        statistics.finish(now);
        if (lanes != null) {
            drops.reportLast(lanes, now);
        }
    }

    private void report(long now) {
        if (lanes != null) {
            drops.report(lanes, now);
        }
    }

    private void publish(TelemetryEvent event) {
        if (lanes != null) {
            lanes.ring().awaitRoomForEvents(deadline);
            lanes.ring().publishInternally(event);
        }
    }
}
