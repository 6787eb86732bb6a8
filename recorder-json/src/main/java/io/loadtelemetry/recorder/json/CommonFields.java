package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.RecorderContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The fields every line begins with, in their order: version, time, what it is, and the identity of run and node. */
final class CommonFields {

    static final int SCHEMA = 1;

    private static final byte[] BEFORE_TIME = ascii("{\"schema\":" + SCHEMA + ",\"time\":\"");

    private final RunIdentity run;
    private final Node node;
    private final Map<String, String> labels;
    private final TimeText time = new TimeText();
    private final LineBuffer timeBytes = new LineBuffer(32);

    CommonFields(RecorderContext context) {
        run = context.run();
        node = context.node();
        labels = run.labels();
    }

    /** Begins an object with these fields; the generator is left inside. */
    void write(JsonGenerator json, long nanos, String type, String name) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        writeTime(json, "time", nanos);
        json.writeStringField("type", type);
        json.writeStringField("name", Bounds.name(name));
        json.writeStringField("run_id", Bounds.text(run.runId()));
        json.writeStringField("test_plan", Bounds.text(run.testPlan()));
        json.writeStringField("node", Bounds.text(node.name()));
        json.writeStringField("role", node.role().wireName());
        json.writeStringField("instance_id", Bounds.text(node.instanceId()));
        if (!labels.isEmpty()) {
            writeTexts(json, "labels", labels);
        }
    }

    void writeTime(JsonGenerator json, String field, long nanos) throws IOException {
        timeBytes.clear();
        time.put(timeBytes, nanos);
        json.writeFieldName(field);
        json.writeUTF8String(timeBytes.array(), 0, timeBytes.written());
    }

    static void writeTexts(JsonGenerator json, String field, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> text : Bounds.texts(texts).entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    static void writeCounts(JsonGenerator json, String field, Map<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, Long> count : Bounds.counts(counts).entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    /** What comes before the time, for lines that are written by hand. */
    static byte[] beforeTime() {
        return BEFORE_TIME.clone();
    }

    /** What comes after the time, with the comma before the next field. */
    byte[] afterTime(String type, String name) {
        LineBuffer out = new LineBuffer(512);
        out.put(ascii("\",\"type\":\"" + type + "\",\"name\":\"" + name + '"'));
        text(out, "run_id", Bounds.text(run.runId()));
        text(out, "test_plan", Bounds.text(run.testPlan()));
        text(out, "node", Bounds.text(node.name()));
        text(out, "role", node.role().wireName());
        text(out, "instance_id", Bounds.text(node.instanceId()));
        texts(out, "labels", labels);
        out.put(',');
        return out.copyWritten();
    }

    /** A text with the comma before it. */
    static void text(LineBuffer out, String field, String value) {
        out.put(ascii(",\"" + field + "\":"));
        JsonText.put(out, value);
    }

    /** An object of texts with the comma before it, nothing where it is empty. */
    static void texts(LineBuffer out, String field, Map<String, String> values) {
        if (values.isEmpty()) {
            return;
        }
        out.put(ascii(",\"" + field + "\":"));
        char before = '{';
        for (Map.Entry<String, String> value : Bounds.texts(values).entrySet()) {
            out.put(before);
            JsonText.put(out, value.getKey());
            out.put(':');
            JsonText.put(out, value.getValue());
            before = ',';
        }
        out.put('}');
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
