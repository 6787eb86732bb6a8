package io.loadtelemetry.benchmarks;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All figures of one section of one run of the measurements: for each thing measured, the value of every round. */
final class Figures {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * One thing measured.
     *
     * @param subject what
     * @param params under which conditions
     * @param measure what of it
     * @param unit of the values
     * @param values of every round
     */
    record Figure(String subject, Map<String, String> params, String measure, String unit, List<Double> values) {

        double median() {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            int half = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        }

        String param(String name) {
            return params.getOrDefault(name, "");
        }
    }

    /** Where and how it was measured, in the order in which it is told. */
    final Map<String, String> setting = new LinkedHashMap<>();

    private final Map<String, Figure> figures = new LinkedHashMap<>();

    Figures(String section, String command) {
        setting.put("section", section);
        setting.put("command", "benchmarks/run.sh " + command);
        setting.putAll(Machine.describe());
    }

    private Figures() {}

    void add(Collection<Result> results) {
        for (Result result : results) {
            add(result.subject(), result.params(), result.measure(), result.unit(), result.value());
        }
    }

    private void add(String subject, Map<String, String> params, String measure, String unit, double value) {
        figures.computeIfAbsent(
                        subject + params + measure,
                        key -> new Figure(subject, params, measure, unit, new ArrayList<>()))
                .values()
                .add(value);
    }

    Collection<Figure> all() {
        return figures.values();
    }

    Stream<Figure> find(String measure, Predicate<Figure> which) {
        return all().stream().filter(figure -> figure.measure().equals(measure)).filter(which);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (JsonGenerator json = JSON.createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            for (Map.Entry<String, String> entry : setting.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeArrayFieldStart("figures");
            for (Figure figure : all()) {
                json.writeStartObject();
                json.writeStringField("subject", figure.subject());
                json.writeObjectFieldStart("params");
                for (Map.Entry<String, String> param : figure.params().entrySet()) {
                    json.writeStringField(param.getKey(), param.getValue());
                }
                json.writeEndObject();
                json.writeStringField("measure", figure.measure());
                json.writeStringField("unit", figure.unit());
                json.writeArrayFieldStart("values");
                for (double value : figure.values()) {
                    json.writeNumber(value);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    static Figures read(Path file) throws IOException {
        Figures figures = new Figures();
        try (JsonParser json = JSON.createParser(file.toFile())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        figures.readFigure(json);
                    }
                } else {
                    figures.setting.put(name, json.getText());
                }
            }
        }
        return figures;
    }

    private void readFigure(JsonParser json) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        Map<String, String> params = new TreeMap<>();
        List<Double> values = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String param = json.currentName();
                    params.put(param, json.nextTextValue());
                }
            } else if (token == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    values.add(json.getDoubleValue());
                }
            } else {
                fields.put(name, json.getText());
            }
        }
        String subject = fields.getOrDefault("subject", "");
        String measure = fields.getOrDefault("measure", "");
        figures.put(
                subject + params + measure,
                new Figure(subject, params, measure, fields.getOrDefault("unit", ""), values));
    }
}
