package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What points of both kinds of histograms have. */
abstract class DurationPoint extends SeriesPoint {

    private final DurationUnit unit;
    private long count;
    private double sum;
    private double min;
    private double max;
    private final List<DoubleExemplarData> exemplars = new ArrayList<>(0);

    DurationPoint(Attributes attributes, DurationUnit unit) {
        super(attributes);
        this.unit = unit;
    }

    final void set(long start, long time, long newCount, double sumNanos, long leastNanos, long mostNanos) {
        setTimes(start, time);
        count = newCount;
        sum = sumNanos / unit.nanos();
        min = unit.ofNanos(leastNanos);
        max = unit.ofNanos(mostNanos);
    }

    final double inUnit(long nanos) {
        return unit.ofNanos(nanos);
    }

    /** Has those since the last collection, or none. */
    final void takeExemplars(@Nullable Exemplars from) {
        exemplars.clear();
        if (from != null) {
            from.moveTo(exemplars);
        }
    }

    public final long getCount() {
        return count;
    }

    public final double getSum() {
        return sum;
    }

    public final boolean hasMin() {
        return true;
    }

    public final double getMin() {
        return min;
    }

    public final boolean hasMax() {
        return true;
    }

    public final double getMax() {
        return max;
    }

    @Override
    public final List<DoubleExemplarData> getExemplars() {
        return exemplars;
    }
}
