package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.MetricEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users and system as Locust Telemetry has them, made of the measurements of the same. Others are passed over. */
final class LocustGauges {

    static final String USERS = "locust.tl.user.metric.count";
    static final String CPU = "locust.tl.system.metric.cpu";
    static final String MEMORY = "locust.tl.system.metric.mem";
    static final String NETWORK = "locust.tl.system.metric.network";

    private final Map<String, LocustGauge> byMeasurement;

    LocustGauges(Meter meter, Attributes common) {
        byMeasurement = Map.of(
                "loadtest.users", new LocustGauge(meter, USERS, "1", common, "{user}", 1),
                "process.cpu.utilization", new LocustGauge(meter, CPU, "%", common, "1", 100),
                "process.memory.usage", new LocustGauge(meter, MEMORY, "By", common, "By", 1),
                "system.network.io", new LocustGauge(meter, NETWORK, "By", common, "By", 1));
    }

    /** Takes a measurement; returns null, or why it cannot be exported. */
    @Nullable
    String record(MetricEvent event) {
        LocustGauge gauge = byMeasurement.get(event.name());
        return gauge == null ? null : gauge.record(event);
    }
}
