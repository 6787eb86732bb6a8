package io.loadtelemetry.recorder.system;

import io.loadtelemetry.api.event.CpuWarning;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.spi.RecorderContext;
import java.util.Map;

/** Where measurements go, until it is closed. Thread-safe. */
final class Output {

    private final RecorderContext context;
    private volatile boolean closed;

    Output(RecorderContext context) {
        this.context = context;
    }

    long now() {
        return context.now();
    }

    void publish(Metric metric, double value) {
        publish(metric, value, Map.of());
    }

    void publish(Metric metric, double value, Map<String, String> attributes) {
        if (!closed) {
            context.publish(new MetricEvent(
                    context.now(), metric.metricName(), metric.kind(), metric.unit(), value, attributes));
        }
    }

    void publish(CpuWarning warning) {
        if (!closed) {
            context.publish(warning);
        }
    }

    void warn(String kind, String message) {
        if (!closed) {
            context.warn(kind, message);
        }
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
