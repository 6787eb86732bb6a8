package io.loadtelemetry.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * One measured value: what a measuring program prints as a line of its standard output, and what the driver reads there.
 *
 * @param section the part of the measurements it belongs to, such as {@code publish}
 * @param subject what was measured, such as {@code stripes} or {@code disruptor}
 * @param params under which conditions, such as {@code threads=4}
 * @param measure what of it, such as {@code mean} or {@code p99.99}
 * @param unit the unit of the value: {@code ns}, {@code B}, {@code ms}, {@code events/s}, {@code 1}
 * @param value the value
 */
public record Result(
        String section, String subject, Map<String, String> params, String measure, String unit, double value) {

    /** How a line that is a result begins, in any output. */
    private static final String MARK = "RESULT ";

    private static final JsonFactory JSON = new JsonFactory();

    /** Copies the parameters, sorted by name. */
    public Result {
        params = new TreeMap<>(params);
    }

    /** Prints it for the driver. */
    public void print() {
        System.out.println(MARK + json());
    }

    /** Whether a line of output is a result. */
    static boolean isResult(String line) {
        return line.startsWith(MARK);
    }

    private String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("section", section);
            json.writeStringField("subject", subject);
            json.writeObjectFieldStart("params");
            for (Map.Entry<String, String> param : params.entrySet()) {
                json.writeStringField(param.getKey(), param.getValue());
            }
            json.writeEndObject();
            json.writeStringField("measure", measure);
            json.writeStringField("unit", unit);
            json.writeNumberField("value", value);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Reads what {@link #print()} wrote. */
    static Result parse(String line) {
        Map<String, String> fields = new TreeMap<>();
        Map<String, String> params = new TreeMap<>();
        try (JsonParser json = JSON.createParser(line.substring(MARK.length()))) {
            Map<String, String> target = fields;
            json.nextToken();
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    target = params;
                } else if (token == JsonToken.END_OBJECT) {
                    target = fields;
                } else if (token.isScalarValue()) {
                    target.put(json.currentName(), json.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Result(
                fields.getOrDefault("section", ""),
                fields.getOrDefault("subject", ""),
                params,
                fields.getOrDefault("measure", ""),
                fields.getOrDefault("unit", ""),
                Double.parseDouble(fields.getOrDefault("value", "NaN")));
    }
}
