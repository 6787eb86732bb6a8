package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.logs.data.LogRecordData;

/** The events of a run as log records: their export and their books. Not thread-safe: it belongs to the lane. */
final class LogExports {

    /** Events are rare; their texts are the user's, and a batch is not to be more than the 4 MB that gRPC servers take. */
    private static final SignalQueue.Limits LIMITS = new SignalQueue.Limits(512, 64);

    private final RunEvents events;
    private final SignalQueue<LogRecordData, RunLogRecord> queue;

    LogExports(RecorderContext context, Origin origin, Attributes common, OtlpTarget target) {
        events = new RunEvents(origin, common, context::now);
        queue = new SignalQueue<>(context, new OtlpExports<>(target, Exporters::logRecords), LIMITS, batch -> {});
    }

    void register(Meter meter, Attributes common) {
        SignalCounter.registerLogRecords(meter, common, queue);
    }

    void accept(RunEvent event) {
        queue.add(events.logRecord(event));
    }

    void tick() {
        queue.tick();
    }

    boolean flush() {
        return queue.flush();
    }

    void close() {
        queue.close();
    }
}
