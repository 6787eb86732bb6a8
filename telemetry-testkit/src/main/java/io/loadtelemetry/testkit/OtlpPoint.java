package io.loadtelemetry.testkit;

import com.google.protobuf.Message;
import java.util.Map;

/**
 * One data point as it reached an {@link OtlpReceiver}. Immutable.
 *
 * @param metric the name of the metric
 * @param unit its unit in UCUM notation
 * @param resource the attributes of the resource, values as text
 * @param attributes the attributes of the point, values as text
 * @param start the start of what it counts, nanoseconds since the Unix epoch; 0 where the client gave none
 * @param time when it was measured, nanoseconds since the Unix epoch
 * @param delta whether it counts since the point before it, not since the start
 * @param value the value of a gauge or a counter; of a histogram the sum of its values
 * @param count the number of values of a histogram or summary; 0 for others
 * @param data the point itself: a {@code NumberDataPoint}, {@code HistogramDataPoint}, {@code
 *     ExponentialHistogramDataPoint} or {@code SummaryDataPoint}
 */
public record OtlpPoint(
        String metric,
        String unit,
        Map<String, String> resource,
        Map<String, String> attributes,
        long start,
        long time,
        boolean delta,
        double value,
        long count,
        Message data) {

    /** Copies the attributes. */
    public OtlpPoint {
        resource = Map.copyOf(resource);
        attributes = Map.copyOf(attributes);
    }

    /**
     * An estimate of a quantile from the buckets of an explicit or exponential histogram, at most as exact as those: the
     * value taken is the middle of the bucket, within the minimum and maximum where the client gave them.
     *
     * @param quantile 0 to 1, for instance 0.95
     * @return a value in the unit of the metric; NaN for an empty histogram and for what is no histogram
     */
    public double quantile(double quantile) {
        return OtlpBuckets.of(data).quantile(quantile);
    }

    /**
     * Whether it has all of these attributes, on itself or on its resource.
     *
     * @param wanted names and values
     * @return whether each is there with that value
     */
    public boolean has(Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(entry -> entry.getValue().equals(attribute(entry.getKey(), "")));
    }

    /**
     * An attribute, of the point or else of the resource.
     *
     * @param name the name of the attribute
     * @param otherwise what to give where there is none
     * @return the value as text
     */
    public String attribute(String name, String otherwise) {
        String own = attributes.get(name);
        return own != null ? own : resource.getOrDefault(name, otherwise);
    }
}
