package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.WorkerJoin;
import io.loadtelemetry.api.event.WorkerLeave;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a master says of its workers. Thread-safe. */
final class FleetFigures {

    private final Map<String, Long> counted = new TreeMap<>();
    private final Map<String, WorkerLeave> left = new TreeMap<>();
    private int joined;

    synchronized void joined(WorkerJoin join) {
        counted.putIfAbsent(join.worker(), 0L);
        joined++;
    }

    synchronized void left(WorkerLeave leave) {
        left.put(leave.worker(), leave);
    }

    synchronized void counted(RequestStats stats) {
        String worker = stats.worker();
        if (worker != null && stats.window() == RequestStats.Window.RUN) {
            counted.put(worker, stats.requests());
        }
    }

    /** How many have joined so far. */
    synchronized int joined() {
        return joined;
    }

    /** The requests counted of each worker, once the run is over. */
    synchronized Map<String, Long> counted() {
        return new TreeMap<>(counted);
    }

    /** How it left, or null while it is there. */
    synchronized @Nullable WorkerLeave left(String worker) {
        return left.get(worker);
    }
}
