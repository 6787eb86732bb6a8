package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import java.util.Map;

/**
 * The names, units and attributes of Locust Telemetry 2.1, so that its dashboards show this run too. Units are part of that:
 * stores in the way of Prometheus make them part of the name. What has no counterpart there is not exported.
 */
final class LocustNaming implements Naming {

    static final String EVENTS = "locust.tl.event.test.events";

    private static final Map<String, String> EVENT_NAMES = Map.of(
            "test.start", "locust.tl.event.test.start",
            "test.stop", "locust.tl.event.test.stop",
            "spawning.complete", "locust.tl.event.spawn.complete",
            "cpu.warning", "locust.tl.event.cpu.warning");

    /** The dashboards compute percentiles from classic buckets, which exponential histograms do not become everywhere. */
    @Override
    public boolean explicitBuckets() {
        return true;
    }

    @Override
    public Instruments instruments(Meter meter, OwnMetrics metrics, RecorderContext context, OtelSettings settings) {
        Attributes common = common(context, settings.runAttributes());
        RequestSeries series = new RequestSeries(new LocustAttributes(common), MAX_SERIES, context);
        LocustRequests requests = new LocustRequests(metrics, series);
        return new Instruments(
                requests::record,
                iteration -> {},
                new LocustGauges(meter, common)::record,
                new RunEventCounter(RunEventCounter.counter(meter, EVENTS, "1"), common, "event", EVENT_NAMES)::record,
                requests::exemplar,
                (iteration, span) -> () -> {});
    }

    private static Attributes common(RecorderContext context, boolean run) {
        AttributesBuilder common = Attributes.builder()
                .put("source", runner(context.node().role()))
                .put("source_id", context.node().name());
        if (run) {
            common.put("run_id", context.run().runId())
                    .put("testplan", context.run().testPlan());
        }
        return common.build();
    }

    /** The class that plays this role in Locust. */
    private static String runner(Role role) {
        return switch (role) {
            case STANDALONE -> "LocalRunner";
            case MASTER -> "MasterRunner";
            case WORKER -> "WorkerRunner";
        };
    }
}
