package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of spans and log records, as metrics, read whenever the metrics are collected. */
final class SignalCounter {

    static final String SPANS = "loadtest.recorder.spans";
    static final String LOG_RECORDS = "loadtest.recorder.log_records";

    private final Attributes common;
    private final SignalQueue<?, ?> queue;
    private final Supplier<Map<String, Long>> notSampled;

    private SignalCounter(Attributes common, SignalQueue<?, ?> queue, Supplier<Map<String, Long>> notSampled) {
        this.common = common;
        this.queue = queue;
        this.notSampled = notSampled;
    }

    static void registerSpans(
            Meter meter, Attributes common, SignalQueue<?, ?> queue, Supplier<Map<String, Long>> notSampled) {
        meter.counterBuilder(SPANS)
                .setUnit("{span}")
                .setDescription("What became of requests and iterations as spans.")
                .buildWithCallback(new SignalCounter(common, queue, notSampled)::report);
    }

    static void registerLogRecords(Meter meter, Attributes common, SignalQueue<?, ?> queue) {
        meter.counterBuilder(LOG_RECORDS)
                .setUnit("{log_record}")
                .setDescription("What became of events of the run as log records.")
                .buildWithCallback(new SignalCounter(common, queue, Map::of)::report);
    }

    private void report(ObservableLongMeasurement to) {
        if (queue.exported() > 0) {
            to.record(queue.exported(), attributes("exported", null));
        }
        notSampled.get().forEach((reason, count) -> {
            if (count > 0) {
                to.record(count, attributes("not_sampled", reason));
            }
        });
        queue.dropped().forEach((reason, count) -> to.record(count, attributes("dropped", reason)));
    }

    private Attributes attributes(String outcome, @Nullable String reason) {
        AttributesBuilder builder = common.toBuilder().put("outcome", outcome);
        if (reason != null) {
            builder.put("reason", reason);
        }
        return builder.build();
    }
}
