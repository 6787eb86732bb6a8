package io.loadtelemetry.examples.demo;

/**
 * How much load.
 *
 * @param users the virtual users; in the open model the most requests that are under way at once
 * @param rate requests per second of the open model, 0 for the closed one
 * @param durationNanos how long, the ramp-up included
 * @param rampNanos how long it takes to come to full load
 * @param seed makes the users' choices repeatable
 */
record LoadShape(int users, double rate, long durationNanos, long rampNanos, long seed) {

    boolean open() {
        return rate > 0;
    }

    double seconds() {
        return durationNanos / 1e9;
    }
}
