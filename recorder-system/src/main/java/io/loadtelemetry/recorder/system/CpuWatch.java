package io.loadtelemetry.recorder.system;

import io.loadtelemetry.api.event.CpuWarning;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides when CPU is so short that what the run measures may be the load generator's own slowness: the process used
 * more than the threshold of the CPUs it may use, or all processes together used more than that of the host. The second
 * is what several workers on one machine do to each other, with each of them below the threshold.
 *
 * <p>It warns as soon as that has lasted a second, and every ten seconds while it lasts. Used by one thread.
 */
final class CpuWatch {

    // Less is a burst, such as the JVM compiling its first requests; a sample of the default interval is above this.
    private static final long LASTING = Duration.ofSeconds(1).toNanos();
    private static final long AGAIN = Duration.ofSeconds(10).toNanos();
    private static final long NEVER = Long.MIN_VALUE;

    private final double threshold;
    private double highest = Double.NaN;
    private long last = NEVER;
    private long since = NEVER;
    private long told = NEVER;

    CpuWatch(double threshold) {
        this.threshold = threshold;
    }

    /** Takes a share, 0 to 1, measured since the last sample. */
    void observe(double share) {
        highest = Double.isNaN(highest) ? share : Math.max(highest, share);
    }

    /** The warning due at the end of a sample, if any. */
    Optional<CpuWarning> next(long time) {
        double value = highest;
        highest = Double.NaN;
        if (Double.isNaN(value)) {
            last = last == NEVER ? time : last;
            return Optional.empty();
        }
        long from = last;
        last = time;
        if (value <= threshold) {
            since = NEVER;
            told = NEVER;
            return Optional.empty();
        }
        if (since == NEVER) {
            since = from == NEVER ? time : from;
        }
        boolean due = told == NEVER ? time - since >= LASTING : time - told >= AGAIN;
        if (!due) {
            return Optional.empty();
        }
        told = time;
        return Optional.of(new CpuWarning(time, value, threshold, Duration.ofNanos(time - since)));
    }
}
