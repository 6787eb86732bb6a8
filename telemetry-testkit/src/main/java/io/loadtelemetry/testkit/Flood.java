package io.loadtelemetry.testkit;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A load with as many endpoints as are ever allowed, and with annotations and measurements that are never named the same
 * twice.
 */
final class Flood {

    private static final int BATCH = 250;
    private static final int ATTRIBUTES = 8;
    private static final String FILLER = "x".repeat(200);

    private final List<Endpoint> endpoints = new ArrayList<>();
    private long number;

    Flood(int endpoints) {
        for (int i = 0; i < endpoints; i++) {
            this.endpoints.add(Endpoint.of("GET", "/endpoint/" + i));
        }
    }

    /** Records a request of every endpoint and half as many events with fresh names; gives the bytes of those. */
    long pour(RecorderHarness harness) {
        long bytes = 0;
        List<TelemetryEvent> batch = new ArrayList<>();
        for (int i = 0; i < endpoints.size(); i++) {
            batch.add(SampleEvents.request(endpoints.get(i), i, i));
            if (i % 2 == 0) {
                Map<String, String> attributes = attributes();
                long now = harness.context().now();
                String name = fresh();
                batch.add(
                        i % 4 == 0
                                ? new Annotation(now, name, Map.copyOf(attributes))
                                : new MetricEvent(now, name, MetricEvent.Kind.GAUGE, "1", i, attributes));
                bytes += (2 * ATTRIBUTES + 1) * (long) name.length();
            }
            if (batch.size() >= BATCH) {
                harness.recordBatch(batch);
                batch.clear();
            }
        }
        harness.recordBatch(batch);
        return bytes;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < ATTRIBUTES; i++) {
            attributes.put(fresh(), fresh());
        }
        return attributes;
    }

    private String fresh() {
        return "flood." + number++ + FILLER;
    }
}
