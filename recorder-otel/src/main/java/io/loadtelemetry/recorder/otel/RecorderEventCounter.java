package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounting of all recorders as a metric, read whenever the metrics are collected. */
final class RecorderEventCounter {

    static final String EVENTS = "loadtest.recorder.events";

    private final Attributes common;
    private final RecorderContext context;
    private final Map<Attributes, Long> reported = new HashMap<>();

    private RecorderEventCounter(Attributes common, RecorderContext context) {
        this.common = common;
        this.context = context;
    }

    static void register(Meter meter, Attributes common, RecorderContext context) {
        meter.counterBuilder(EVENTS)
                .setUnit("{event}")
                .setDescription("What became of the events published to each recorder.")
                .buildWithCallback(new RecorderEventCounter(common, context)::report);
    }

    private void report(ObservableLongMeasurement to) {
        for (RecorderAccounting recorder : context.accounting().recorders()) {
            report(to, attributes(recorder.recorder(), "recorded", null), recorder.recorded());
            recorder.dropped()
                    .forEach((reason, count) -> report(to, attributes(recorder.recorder(), "dropped", reason), count));
        }
    }

    /** What was recorded can turn out lost later, but a counter that falls means a restart to every backend. */
    private void report(ObservableLongMeasurement to, Attributes attributes, long count) {
        to.record(reported.merge(attributes, count, Math::max), attributes);
    }

    private Attributes attributes(String recorder, String outcome, @Nullable String reason) {
        AttributesBuilder builder =
                common.toBuilder().put("loadtest.recorder.name", recorder).put("outcome", outcome);
        if (reason != null) {
            builder.put("reason", reason);
        }
        return builder.build();
    }
}
