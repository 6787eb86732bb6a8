package io.loadtelemetry.api.event;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of a time. All times in nanoseconds. A percentile is the smallest value that is not below the given
 * share of all values (the definition of HdrHistogram), true to the digits of {@code telemetry.stats.precision}; minimum
 * and maximum likewise.
 *
 * @param count how many values
 * @param min the smallest
 * @param sum of all values, exact: so that sums of several nodes add up to that of all
 * @param max the largest
 * @param p50 the median
 * @param p75 the 75th percentile
 * @param p90 the 90th percentile
 * @param p95 the 95th percentile
 * @param p99 the 99th percentile
 * @param p999 the 99.9th percentile
 * @param histogram the whole distribution in nanoseconds, as HdrHistogram's V2 compressed encoding in Base64, in
 *     statistics of the run; null in those of an interval
 */
public record LatencyStats(
        long count,
        long min,
        BigInteger sum,
        long max,
        long p50,
        long p75,
        long p90,
        long p95,
        long p99,
        long p999,
        @Nullable String histogram) {

    /**
     * The arithmetic mean.
     *
     * @return nanoseconds; 0 where there are no values
     */
    public double mean() {
        return count == 0 ? 0 : sum.doubleValue() / count;
    }
}
