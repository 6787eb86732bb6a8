package io.loadtelemetry.core;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.event.RecorderDropped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tells of dropped events, all recorders and the user, once per interval. Used by the statistics' thread only. */
final class DropReporter {

    /** Not worth an event: one was asked for, the other happens after the last event. */
    private static final Set<String> EXPECTED = Set.of(DropReason.SAMPLED, DropReason.CLOSED);

    /** What a user can do. What is not here is told where it happens, by the lane or by the recorder. */
    private static final Map<String, String> ADVICE = Map.of(
            DropReason.RING_FULL,
            "; there was no room in the ring: telemetry.ring.capacity makes more",
            DropReason.OVERRUN,
            "; it is slower than the load: telemetry.ring.capacity makes room for longer bursts");

    private final Warnings warnings;
    private final Map<String, Long> told = new HashMap<>();
    private long lastReport;

    DropReporter(Warnings warnings, long startTime) {
        this.warnings = warnings;
        this.lastReport = startTime;
    }

    /** Told while the run goes on. */
    void report(Lanes lanes, long now) {
        report(lanes, now, warning -> {
            // The first line of a logger in a JVM takes 30 ms, in which the lane of the statistics would not read.
            Thread thread = new Thread(null, warning, "telemetry-warning", 0, false);
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Told at the end, before the JVM may exit. */
    void reportLast(Lanes lanes, long now) {
        report(lanes, now, Runnable::run);
    }

    private void report(Lanes lanes, long now, Consumer<Runnable> teller) {
        for (RecorderAccounting entry : lanes.accounting().recorders()) {
            entry.dropped().forEach((reason, count) -> report(lanes, entry.recorder(), reason, count, now, teller));
        }
        lastReport = now;
    }

    private void report(Lanes lanes, String recorder, String reason, long count, long now, Consumer<Runnable> teller) {
        long before = told.getOrDefault(recorder + '/' + reason, 0L);
        if (count > before && !EXPECTED.contains(reason)) {
            told.put(recorder + '/' + reason, count);
            lanes.ring().publishInternally(new RecorderDropped(now, recorder, reason, count - before, lastReport));
            // What the ring refuses is missing in the books of all: one line is enough.
            if (!reason.equals(DropReason.RING_FULL) || recorder.equals(StatisticsLane.ID)) {
                String text = count + " events dropped so far (" + reason + ADVICE.getOrDefault(reason, "") + ")";
                teller.accept(() -> warnings.warn(recorder, "dropped/" + reason, text));
            }
        }
    }
}
