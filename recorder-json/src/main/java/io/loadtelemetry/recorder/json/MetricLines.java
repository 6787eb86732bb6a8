package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.loadtelemetry.api.event.MetricEvent;
import java.io.IOException;
import java.util.Locale;

/** The fields of lines of type {@code metric}. */
final class MetricLines {

    private MetricLines() {}

    static void write(JsonGenerator json, CommonFields common, MetricEvent metric) throws IOException {
        common.write(json, metric.time(), "metric", metric.name());
        json.writeStringField("kind", metric.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("unit", Bounds.name(metric.unit()));
        JsonNumbers.write(json, "value", metric.value());
        if (!metric.attributes().isEmpty()) {
            CommonFields.writeTexts(json, "attributes", metric.attributes());
        }
    }
}
