package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import java.io.IOException;

/** Makes a line of every event and hands the lines to an output in batches. */
final class JsonRecorder implements Recorder {

    private final RecorderContext context;
    private final boolean wantsRequests;
    private final Sampler sampler;
    private final LineBatch batch;
    private final LineBuffer lines;
    private final RequestLines requestLines;
    private final OtherLines otherLines;

    JsonRecorder(RecorderContext context, double share, Output output) {
        this.context = context;
        wantsRequests = share > 0;
        sampler = new Sampler(share);
        batch = new LineBatch(context, output);
        lines = batch.lines();
        CommonFields common = new CommonFields(context);
        requestLines = new RequestLines(common);
        otherLines = new OtherLines(common, lines);
    }

    @Override
    public boolean wantsRequests() {
        return wantsRequests;
    }

    @Override
    public void record(TelemetryEvent event) throws IOException {
        if (event instanceof RequestEvent request) {
            if (sampler.takes()) {
                requestLines.write(lines, request);
                batch.requestAdded();
            }
        } else if (event instanceof IterationEvent iteration) {
            if (sampler.takes()) {
                requestLines.write(lines, iteration);
                batch.requestAdded();
            }
        } else {
            otherLines.write(event);
            batch.otherAdded();
        }
    }

    @Override
    public void tick(long now) {
        sampler.report(context);
        batch.tick();
    }

    @Override
    public void close() throws IOException {
        sampler.report(context);
        batch.close();
    }
}
