package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;

/** Writes numbers as a person would: no fraction where there is none, no exponent for everyday sizes. */
final class JsonNumbers {

    /** Whole numbers up to here are exact in a double. */
    private static final double EXACT = 1L << 53;

    private JsonNumbers() {}

    /** Left out where it is not a number or infinite, which JSON cannot express. */
    static void write(JsonGenerator json, String field, double value) throws IOException {
        if (!Double.isFinite(value)) {
            return;
        }
        json.writeFieldName(field);
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    /** Nanoseconds as milliseconds. */
    static void writeMillis(JsonGenerator json, String field, long nanos) throws IOException {
        write(json, field, BigDecimal.valueOf(nanos, 6));
    }

    /** Nanoseconds as milliseconds, however many. */
    static void writeMillis(JsonGenerator json, String field, BigInteger nanos) throws IOException {
        write(json, field, new BigDecimal(nanos, 6));
    }

    static void writeSeconds(JsonGenerator json, String field, Duration duration) throws IOException {
        write(json, field, BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9)));
    }

    /** A rate per second, rounded to a thousandth. */
    static void writeRate(JsonGenerator json, String field, double rate) throws IOException {
        if (Double.isFinite(rate)) {
            write(json, field, BigDecimal.valueOf(rate).setScale(3, RoundingMode.HALF_UP));
        }
    }

    private static void write(JsonGenerator json, String field, BigDecimal value) throws IOException {
        json.writeFieldName(field);
        json.writeNumber(value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros());
    }
}
