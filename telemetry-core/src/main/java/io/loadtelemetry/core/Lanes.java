package io.loadtelemetry.core;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** All lanes of a run and the ring they read: starting them, their books, and ending them in order. */
final class Lanes {

    private static final long PAUSE_NANOS = 500_000;

    private final EventRing ring;
    private final Lane statistics;
    private final List<Lane> recorders;

    Lanes(EventRing ring, Lane statistics, List<Lane> recorders) {
        this.ring = ring;
        this.statistics = statistics;
        this.recorders = List.copyOf(recorders);
    }

    EventRing ring() {
        return ring;
    }

    void start() {
        statistics.start(ring);
        recorders.forEach(lane -> lane.start(ring));
    }

    boolean runOn(Thread thread) {
        return statistics.runsOn(thread) || recorders.stream().anyMatch(lane -> lane.runsOn(thread));
    }

    Accounting accounting() {
        List<RecorderAccounting> entries = new ArrayList<>();
        entries.add(statistics.accounting(ring));
        recorders.forEach(lane -> entries.add(lane.accounting(ring)));
        return new Accounting(entries);
    }

    /** How many events of the run a lane did not get, so far. */
    long dropped(String id) {
        return accounting().recorders().stream()
                .filter(entry -> entry.recorder().equals(id))
                .mapToLong(entry -> entry.droppedTotal() - entry.dropped().getOrDefault(DropReason.CLOSED, 0L))
                .sum();
    }

    /**
     * Ends the lanes: the statistics first, because their last ones are events for the others; then, once the others have
     * read all, {@code lastWords}; then the others. What is not over in time is given up.
     *
     * @param nanos how long all of it may take
     */
    void stop(long nanos, Runnable lastWords) throws InterruptedException {
        long start = System.nanoTime();
        long deadline = start + nanos;
        // A recorder that hangs uses up its own time, and leaves the others half of the whole for their last words.
        long half = start + nanos / 2;
        ring.close();
        statistics.stop();
        if (!statistics.awaitEnd(half)) {
            statistics.abandon();
        }
        awaitRead(half);
        lastWords.run();
        recorders.forEach(Lane::stop);
        for (Lane lane : recorders) {
            if (!lane.awaitEnd(deadline)) {
                lane.abandon();
                Warnings.log("recorder " + lane.id() + " did not end within telemetry.close.timeout: what it had not"
                        + " written is lost, and "
                        + lane.accounting(ring).dropped().getOrDefault(DropReason.CLOSE_TIMEOUT, 0L)
                        + " events never reached it (close_timeout)");
            }
        }
    }

    private void awaitRead(long deadline) throws InterruptedException {
        for (Lane lane : recorders) {
            while (lane.accounting(ring).pending() > 0 && System.nanoTime() - deadline < 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                lane.wake(); // It may have gone to sleep for a tenth of a second.
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
    }
}
