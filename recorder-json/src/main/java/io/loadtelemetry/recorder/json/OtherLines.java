package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of everything but requests and iterations: a few a second, written by jackson. Not thread-safe. */
final class OtherLines {

    private static final JsonFactory FACTORY = factory();

    private final CommonFields common;
    private final LineBuffer out;
    private @Nullable JsonGenerator json;

    OtherLines(CommonFields common, LineBuffer out) {
        this.common = common;
        this.out = out;
    }

    void write(TelemetryEvent event) throws IOException {
        JsonGenerator generator = json == null ? FACTORY.createGenerator(out) : json;
        // A generator that was left in the middle of an object is of no more use.
        json = null;
        out.begin();
        if (event instanceof RunEvent runEvent) {
            EventLines.write(generator, common, runEvent);
        } else if (event instanceof MetricEvent metric) {
            MetricLines.write(generator, common, metric);
        } else if (event instanceof RequestStats stats) {
            StatsLines.write(generator, common, stats);
        } else {
            throw new IllegalArgumentException(event.getClass().getName());
        }
        generator.writeEndObject();
        generator.flush();
        out.end();
        json = generator;
    }

    private static JsonFactory factory() {
        JsonFactoryBuilder builder = new JsonFactoryBuilder();
        builder.enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER);
        builder.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);
        // flush() ends at the line buffer anyway; the separator between root values is the line's end, not jackson's.
        builder.rootValueSeparator((SerializableString) null);
        return builder.build();
    }
}
