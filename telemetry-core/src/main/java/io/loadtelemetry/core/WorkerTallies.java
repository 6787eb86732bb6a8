package io.loadtelemetry.core;

import io.loadtelemetry.api.event.RequestStats;

/**
 * What one worker counted, where each worker's statistics are wanted.
 *
 * @param interval in the interval
 * @param run in those before it
 */
record WorkerTallies(RequestTally interval, RequestTally run) {

    WorkerTallies(String worker, LatencyBuckets buckets) {
        this(RequestTally.ofWorker(worker, buckets), RequestTally.ofWorker(worker, buckets));
    }

    RequestStats endInterval(StatsWindow window, Slots slots) {
        RequestStats stats = interval.stats(window, slots, null, run);
        interval.clear();
        return stats;
    }
}
