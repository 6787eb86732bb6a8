package io.loadtelemetry.core;

import io.loadtelemetry.api.spi.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the attributes of an annotation to the few types that every output knows, bounded in number and length. */
final class Attributes {

    private static final int MOST = 64;
    private static final int LONGEST_VALUE = 4096;

    private Attributes() {}

    static Map<String, Object> of(Map<String, ?> attributes) {
        Map<String, Object> known = new LinkedHashMap<>();
        for (Map.Entry<String, ?> entry : attributes.entrySet()) {
            if (known.size() == MOST) {
                break;
            }
            Object value = value(entry.getValue());
            if (value != null) {
                known.put(Texts.cut(String.valueOf(entry.getKey())), value);
            }
        }
        return known;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        try {
            return Texts.cut(String.valueOf(value), LONGEST_VALUE);
        } catch (RuntimeException | StackOverflowError e) {
            return "(its toString() threw " + e.getClass().getName() + ")";
        }
    }
}
