package io.loadtelemetry.merge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One JSON line, read: objects as maps, arrays as lists, texts, numbers as decimals, so that none is rounded. */
record JsonLine(Map<?, ?> fields) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int NANOS_DIGITS = 6;
    private static final long SECOND = 1_000_000_000L;

    static JsonLine parse(String line) throws BadInputException {
        try (JsonParser parser = FACTORY.createParser(line)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonLine result = new JsonLine(object(parser));
                if (parser.nextToken() == null) {
                    return result;
                }
            }
        } catch (IOException e) {
            // Told below: the parser's own message has lines, and quotes what may be long.
        }
        throw new BadInputException("is not a JSON object; a line that is cut off is the mark of a crash");
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(parser);
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> values = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(value(parser));
            }
            return values;
        }
        if (token != null && token.isNumeric()) {
            return parser.getDecimalValue();
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    boolean has(String field) {
        return fields.get(field) != null;
    }

    String text(String field) throws BadInputException {
        if (fields.get(field) instanceof String text) {
            return text;
        }
        throw new BadInputException("has no text \"" + field + "\"");
    }

    @Nullable
    String optional(String field) throws BadInputException {
        return has(field) ? text(field) : null;
    }

    JsonLine object(String field) throws BadInputException {
        if (fields.get(field) instanceof Map<?, ?> object) {
            return new JsonLine(object);
        }
        throw new BadInputException("has no object \"" + field + "\"");
    }

    Map<String, String> texts(String field) throws BadInputException {
        Map<String, String> texts = new LinkedHashMap<>();
        if (has(field)) {
            JsonLine object = object(field);
            for (Object name : object.fields().keySet()) {
                texts.put((String) name, object.text((String) name));
            }
        }
        return texts;
    }

    Map<String, Long> counts(String field) throws BadInputException {
        Map<String, Long> counts = new LinkedHashMap<>();
        if (has(field)) {
            JsonLine object = object(field);
            for (Object name : object.fields().keySet()) {
                counts.put((String) name, object.count((String) name));
            }
        }
        return counts;
    }

    long count(String field) throws BadInputException {
        try {
            return number(field).longValueExact();
        } catch (ArithmeticException e) {
            throw new BadInputException("has a \"" + field + "\" that is not a whole number");
        }
    }

    OptionalLong optionalCount(String field) throws BadInputException {
        return has(field) ? OptionalLong.of(count(field)) : OptionalLong.empty();
    }

    /** Milliseconds, in nanoseconds. */
    BigInteger nanos(String field) throws BadInputException {
        try {
            return number(field).movePointRight(NANOS_DIGITS).toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new BadInputException("has a \"" + field + "\" that is not a whole number of nanoseconds");
        }
    }

    /** A time, in nanoseconds since the Unix epoch. */
    long time(String field) throws BadInputException {
        try {
            Instant time = Instant.parse(text(field));
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), SECOND), time.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadInputException(
                    "has a \"" + field + "\" that is not a time such as 2026-11-23T06:49:30.123456Z");
        }
    }

    private BigDecimal number(String field) throws BadInputException {
        // Beyond that a number is not one of ours, and would take long to expand.
        if (fields.get(field) instanceof BigDecimal number
                && number.precision() < 100
                && Math.abs(number.scale()) < 100) {
            return number;
        }
        throw new BadInputException("has no number \"" + field + "\"");
    }
}
