package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.LongExemplarData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.List;

/** A count of one series, added up by the lane alone. */
final class ByteCount implements Collected {

    private final Point point;
    private long sum;
    private boolean used;

    ByteCount(Attributes attributes) {
        point = new Point(attributes);
    }

    void add(long bytes) {
        sum += bytes;
        used = true;
    }

    @Override
    public boolean collect(long start, long now, boolean reset) {
        if (!used) {
            return false;
        }
        point.setTimes(start, now);
        point.value = sum;
        if (reset) {
            sum = 0;
            used = false;
        }
        return true;
    }

    @Override
    public PointData point() {
        return point;
    }

    private static final class Point extends SeriesPoint implements LongPointData {

        private long value;

        Point(Attributes attributes) {
            super(attributes);
        }

        @Override
        public long getValue() {
            return value;
        }

        @Override
        public List<LongExemplarData> getExemplars() {
            return List.of();
        }
    }
}
