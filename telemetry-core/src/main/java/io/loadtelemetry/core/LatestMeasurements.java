package io.loadtelemetry.core;

import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.spi.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The latest of each measurement that a worker's recorders publish, for its next snapshot. Thread-safe. */
final class LatestMeasurements implements Consumer<MetricEvent> {

    /** By name and attributes. */
    private final Map<List<Object>, MetricEvent> latest = new LinkedHashMap<>();

    /** Keeps a measurement; one of many values, such as the duration of a garbage collection, is not one to keep. */
    @Override
    public synchronized void accept(MetricEvent measurement) {
        if (measurement.kind() == MetricEvent.Kind.HISTOGRAM || !fits(measurement)) {
            return;
        }
        List<Object> key = List.of(measurement.name(), measurement.attributes());
        if (latest.size() < SnapshotLimits.MEASUREMENTS || latest.containsKey(key)) {
            latest.put(key, measurement);
        }
    }

    /** What is longer is not of the system, and no snapshot is to be refused for it. */
    private static boolean fits(MetricEvent measurement) {
        Map<String, String> attributes = measurement.attributes();
        return attributes.size() <= SnapshotLimits.ATTRIBUTES
                && measurement.time() >= 0
                && Stream.of(
                                Stream.of(measurement.name(), measurement.unit()),
                                attributes.keySet().stream(),
                                attributes.values().stream())
                        .flatMap(texts -> texts)
                        .allMatch(text -> text.length() <= Texts.MAX_NAME);
    }

    /** Returns those that came since the last time. */
    synchronized List<MetricEvent> take() {
        List<MetricEvent> all = List.copyOf(latest.values());
        latest.clear();
        return all;
    }
}
