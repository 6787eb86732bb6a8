package io.loadtelemetry.core;

import io.loadtelemetry.api.event.MetricEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The latest of each measurement that a worker's recorders publish, for its next snapshot. Thread-safe. */
final class LatestMeasurements implements Consumer<MetricEvent> {

    /** By name and attributes. */
    private final Map<List<Object>, MetricEvent> latest = new LinkedHashMap<>();

    /** Keeps a measurement; one of many values, such as the duration of a garbage collection, is not one to keep. */
    @Override
    public synchronized void accept(MetricEvent measurement) {
        if (measurement.kind() == MetricEvent.Kind.HISTOGRAM
                || measurement.attributes().size() > SnapshotLimits.ATTRIBUTES) {
            return;
        }
        List<Object> key = List.of(measurement.name(), measurement.attributes());
        if (latest.size() < SnapshotLimits.MEASUREMENTS || latest.containsKey(key)) {
            latest.put(key, measurement);
        }
    }

    /** Returns those that came since the last time. */
    synchronized List<MetricEvent> take() {
        List<MetricEvent> all = List.copyOf(latest.values());
        latest.clear();
        return all;
    }
}
