package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.CpuWarning;
import io.loadtelemetry.api.event.RecorderDropped;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.event.SpawningComplete;
import io.loadtelemetry.api.event.TestStart;
import io.loadtelemetry.api.event.TestStop;
import io.loadtelemetry.api.event.WorkerJoin;
import io.loadtelemetry.api.event.WorkerLeave;
import java.io.IOException;
import java.util.Map;

/** The fields of lines of type {@code event}. */
final class EventLines {

    private EventLines() {}

    static void write(JsonGenerator json, CommonFields common, RunEvent event) throws IOException {
        common.write(json, event.time(), "event", event.name());
        if (event instanceof TestStart start) {
            if (start.targetUsers().isPresent()) {
                json.writeNumberField("target_users", start.targetUsers().getAsLong());
            }
        } else if (event instanceof TestStop stop) {
            json.writeStringField("reason", stop.reason().wireName());
            JsonNumbers.writeSeconds(json, "duration_s", stop.duration());
            accounting(json, stop.accounting());
        } else if (event instanceof SpawningComplete complete) {
            json.writeNumberField("users", complete.users());
        } else if (event instanceof CpuWarning warning) {
            JsonNumbers.write(json, "value", warning.value());
            JsonNumbers.write(json, "threshold", warning.threshold());
            JsonNumbers.writeSeconds(json, "duration_s", warning.duration());
        } else if (event instanceof RecorderDropped dropped) {
            json.writeStringField("recorder", Bounds.name(dropped.recorder()));
            json.writeStringField("reason", Bounds.name(dropped.reason()));
            json.writeNumberField("count", dropped.count());
            common.writeTime(json, "since", dropped.since());
        } else if (event instanceof WorkerJoin join) {
            worker(json, join.worker(), join.instance());
        } else if (event instanceof WorkerLeave leave) {
            worker(json, leave.worker(), leave.instance());
            json.writeStringField("reason", leave.reason());
            json.writeNumberField("snapshots", leave.snapshots());
            json.writeNumberField("dropped", leave.dropped());
            if (!leave.missing().isEmpty()) {
                json.writeStringField("missing", Bounds.text(leave.missing()));
            }
            common.writeTime(json, "until", leave.until());
        } else if (event instanceof Annotation annotation) {
            attributes(json, annotation.attributes());
        }
    }

    private static void worker(JsonGenerator json, String worker, String instance) throws IOException {
        json.writeStringField("worker", Bounds.name(worker));
        json.writeStringField("worker_instance_id", Bounds.name(instance));
    }

    private static void accounting(JsonGenerator json, Accounting accounting) throws IOException {
        json.writeArrayFieldStart("accounting");
        for (RecorderAccounting entry : accounting.recorders()) {
            json.writeStartObject();
            json.writeStringField("recorder", Bounds.name(entry.recorder()));
            json.writeNumberField("published", entry.published());
            json.writeNumberField("recorded", entry.recorded());
            CommonFields.writeCounts(json, "dropped", entry.dropped());
            json.writeNumberField("pending", entry.pending());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Always there, also where it is empty: it tells an annotation from an event of the library with the same name. */
    private static void attributes(JsonGenerator json, Map<String, Object> all) throws IOException {
        Map<String, Object> attributes = Bounds.attributes(all);
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            Object value = attribute.getValue();
            if (value instanceof Boolean flag) {
                json.writeBooleanField(attribute.getKey(), flag);
            } else if (value instanceof Long number) {
                json.writeNumberField(attribute.getKey(), number);
            } else if (value instanceof Double number) {
                JsonNumbers.write(json, attribute.getKey(), number);
            } else {
                json.writeStringField(attribute.getKey(), Bounds.text(value.toString()));
            }
        }
        json.writeEndObject();
        if (attributes.size() < all.size()) {
            json.writeNumberField("attributes_left_out", all.size() - attributes.size());
        }
    }
}
