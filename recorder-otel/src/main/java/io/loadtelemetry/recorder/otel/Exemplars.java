package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exemplars of one series since the last collection: of each range of durations the longest, so that there always is
 * one among the slowest. Not thread-safe: it belongs to the lane.
 */
final class Exemplars {

    private final long[] longest;
    private final @Nullable DoubleExemplarData[] kept;

    /**
     * None yet.
     *
     * @param ranges how many are told apart
     */
    Exemplars(int ranges) {
        longest = new long[ranges];
        kept = new DoubleExemplarData[ranges];
    }

    /**
     * A span that was exported.
     *
     * @param range the range of the duration
     * @param nanos the duration
     * @param time when it ended
     * @param span its ids
     * @param value the duration in the unit of the metric
     */
    void offer(int range, long nanos, long time, SpanContext span, double value) {
        if (kept[range] == null || nanos >= longest[range]) {
            longest[range] = nanos;
            kept[range] = DoubleExemplarData.create(Attributes.empty(), time, span, value);
        }
    }

    void moveTo(List<DoubleExemplarData> collected) {
        for (int i = 0; i < kept.length; i++) {
            DoubleExemplarData exemplar = kept[i];
            if (exemplar != null) {
                collected.add(exemplar);
                kept[i] = null;
            }
        }
    }
}
