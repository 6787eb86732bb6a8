package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exemplars of one series since the last collection: of each range of durations the longest, so that there always is
 * one among the slowest. Few ranges of a series are in use, and they are found by walking. Not thread-safe: it belongs to
 * the lane.
 */
final class Exemplars {

    private static final int FIRST_ROOM = 2;

    private int[] ranges = new int[FIRST_ROOM];
    private @Nullable DoubleExemplarData[] kept = new DoubleExemplarData[FIRST_ROOM];
    private int size;

    /**
     * A span that was exported.
     *
     * @param range the range of the duration
     * @param time when it ended
     * @param span its ids
     * @param value the duration in the unit of the metric
     */
    void offer(int range, long time, SpanContext span, double value) {
        int index = 0;
        while (index < size && ranges[index] != range) {
            index++;
        }
        DoubleExemplarData known = index < size ? kept[index] : null;
        if (known != null && value < known.getValue()) {
            return;
        }
        if (index == size) {
            if (size == ranges.length) {
                ranges = Arrays.copyOf(ranges, 2 * size);
                kept = Arrays.copyOf(kept, 2 * size);
            }
            size++;
        }
        ranges[index] = range;
        kept[index] = DoubleExemplarData.create(Attributes.empty(), time, span, value);
    }

    void moveTo(List<DoubleExemplarData> collected) {
        for (int i = 0; i < size; i++) {
            DoubleExemplarData exemplar = kept[i];
            if (exemplar != null) {
                collected.add(exemplar);
            }
            kept[i] = null;
        }
        size = 0;
    }
}
