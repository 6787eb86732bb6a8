package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;

/** Stands in where a standard variable switches the export off. What it gets goes nowhere, and the books say so. */
final class DisabledRecorder implements Recorder {

    static final String DISABLED = "disabled";

    private final RecorderContext context;

    DisabledRecorder(RecorderContext context) {
        this.context = context;
    }

    @Override
    public boolean wantsRequests() {
        return false;
    }

    @Override
    public void record(TelemetryEvent event) {
        context.dropped(DISABLED, 1);
    }
}
