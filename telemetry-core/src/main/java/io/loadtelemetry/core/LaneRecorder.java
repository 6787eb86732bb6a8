package io.loadtelemetry.core;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.TestStop;
import io.loadtelemetry.api.spi.Recorder;
import java.util.concurrent.TimeUnit;

/**
 * Keeps whatever a recorder throws from its lane: counts the event as dropped, warns, and after many failures in a row
 * leaves the recorder alone for a while. Used by the lane's thread only.
 */
final class LaneRecorder {

    private static final int MOST_FAILURES = 100;
    private static final long FIRST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_REST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String id;
    private final Recorder recorder;
    private final LaneAccount account;
    private final Warnings warnings;

    private boolean broken;
    private boolean resting;
    private int failuresInARow;
    private long restNanos = FIRST_REST_NANOS;
    private long restUntil;

    LaneRecorder(String id, Recorder recorder, LaneAccount account, Warnings warnings) {
        this.id = id;
        this.recorder = recorder;
        this.account = account;
        this.warnings = warnings;
    }

    void start() {
        try {
            recorder.start();
        } catch (Throwable e) {
            broken = true;
            warn("start", "cannot start and gets no events: " + Thrown.describe(e));
        }
    }

    void record(TelemetryEvent event) {
        if (broken) {
            account.drop(DropReason.RECORDER_ERROR);
            return;
        }
        // The last event is handed over in any case: it may be what makes a recorder write out what it has.
        if (resting && System.nanoTime() - restUntil < 0 && !(event instanceof TestStop)) {
            account.drop(DropReason.SUSPENDED);
            return;
        }
        try {
            recorder.record(event);
            account.take();
            failuresInARow = 0;
            if (resting) {
                resting = false;
                restNanos = FIRST_REST_NANOS;
            }
        } catch (Throwable e) {
            account.drop(DropReason.RECORDER_ERROR);
            failed(e);
        }
    }

    private void failed(Throwable e) {
        failuresInARow++;
        if (failuresInARow < MOST_FAILURES && !resting) {
            warn("record", "threw on an event, which is dropped: " + Thrown.describe(e));
            return;
        }
        // One failure after a rest is enough for the next, longer one.
        restUntil = System.nanoTime() + restNanos;
        warn(
                "rest",
                "threw on " + failuresInARow + " events in a row and gets none for "
                        + TimeUnit.NANOSECONDS.toSeconds(restNanos) + " s: " + Thrown.describe(e));
        resting = true;
        restNanos = Math.min(2 * restNanos, LONGEST_REST_NANOS);
    }

    void tick(long now) {
        if (broken) {
            return;
        }
        try {
            recorder.tick(now);
        } catch (Throwable e) {
            warn("tick", "threw while writing: " + Thrown.describe(e));
        }
    }

    void close() {
        try {
            recorder.close();
        } catch (Throwable e) {
            warn("close", "threw while closing: " + Thrown.describe(e));
        }
    }

    private void warn(String kind, String message) {
        try {
            warnings.warn(id, kind, message);
        } catch (Throwable e) {
            // Out of memory or of stack: the event is counted, and that is what can be done.
        }
    }
}
