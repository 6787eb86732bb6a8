package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.metrics.data.PointData;
import org.jspecify.annotations.Nullable;

/**
 * The durations of one series, added up by the lane alone: no lock, no atomic, no hash. Everything is in whole
 * nanoseconds and turned into the exported unit only when it is collected.
 */
abstract class Durations implements Collected {

    private static final long NOTHING = -1;

    /** The sum is moved on in time: one more duration cannot make it overflow. */
    private static final long FULL = 1L << 62;

    private final DurationPoint point;
    private long sum;
    private double moved;
    private long least = Long.MAX_VALUE;
    private long most = NOTHING;
    private @Nullable Exemplars exemplars;

    /**
     * A series.
     *
     * @param point takes what is collected
     */
    Durations(DurationPoint point) {
        this.point = point;
    }

    /** Counts a duration. Allocates nothing once the buckets around it are in use. */
    final void record(long nanos) {
        long duration = DurationUnit.bounded(nanos);
        sum += duration;
        if (sum >= FULL) {
            moved += sum;
            sum = 0;
        }
        if (duration < least) {
            least = duration;
        }
        if (duration > most) {
            most = duration;
        }
        count(duration);
    }

    /**
     * Takes an exported span as an example of the durations that were counted.
     *
     * @param nanos its duration
     * @param time when it ended, nanoseconds since the Unix epoch
     * @param span its ids
     */
    final void exemplar(long nanos, long time, SpanContext span) {
        Exemplars known = exemplars;
        if (known == null) {
            known = new Exemplars();
            exemplars = known;
        }
        known.offer(exemplarRange(DurationUnit.bounded(nanos)), time, span, point.inUnit(nanos));
    }

    /** The range of a duration: each has an exemplar of its own. */
    abstract int exemplarRange(long nanos);

    /** Counts a duration that is within the range. */
    abstract void count(long nanos);

    /**
     * Copies the counts into the point.
     *
     * @param leastNanos the shortest duration that was counted
     * @param mostNanos the longest one
     * @return how many there were
     */
    abstract long copyCounts(long leastNanos, long mostNanos);

    abstract void clearCounts();

    @Override
    public final boolean collect(long start, long now, boolean reset) {
        if (most == NOTHING) {
            return false;
        }
        point.set(start, now, copyCounts(least, most), moved + sum, least, most);
        point.takeExemplars(exemplars);
        if (reset) {
            sum = 0;
            moved = 0;
            least = Long.MAX_VALUE;
            most = NOTHING;
            clearCounts();
        }
        return true;
    }

    @Override
    public final PointData point() {
        return point;
    }
}
