package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.PointData;

/** What points of all kinds have. Used again by every collection, so that those allocate nothing. */
abstract class SeriesPoint implements PointData {

    private final Attributes attributes;
    private long start;
    private long time;

    SeriesPoint(Attributes attributes) {
        this.attributes = attributes;
    }

    final void setTimes(long newStart, long newTime) {
        start = newStart;
        time = newTime;
    }

    @Override
    public final long getStartEpochNanos() {
        return start;
    }

    @Override
    public final long getEpochNanos() {
        return time;
    }

    @Override
    public final Attributes getAttributes() {
        return attributes;
    }
}
