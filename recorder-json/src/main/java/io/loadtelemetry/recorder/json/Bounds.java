package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.spi.Texts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps what comes from outside at a bounded size, so that no line can fill the memory. A cut text ends in {@code …}. */
final class Bounds {

    /** The longest value kept, in UTF-16 units. */
    static final int MAX_TEXT = 4096;

    /** The most attributes kept. */
    static final int MAX_ATTRIBUTES = 128;

    private Bounds() {}

    static String name(String name) {
        return Texts.cut(name);
    }

    static String text(String text) {
        return Texts.cut(text, MAX_TEXT);
    }

    static Map<String, String> texts(Map<String, String> texts) {
        Map<String, String> bounded = new LinkedHashMap<>();
        attributes(texts).forEach((name, value) -> bounded.put(name, value.toString()));
        return Collections.unmodifiableMap(bounded);
    }

    /** At most {@link #MAX_ATTRIBUTES}; of names that are equal once they are cut, the first. */
    static Map<String, Object> attributes(Map<String, ?> attributes) {
        Map<String, Object> bounded = new LinkedHashMap<>();
        for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
            if (bounded.size() == MAX_ATTRIBUTES) {
                break;
            }
            Object value = attribute.getValue();
            bounded.putIfAbsent(name(attribute.getKey()), value instanceof String text ? text(text) : value);
        }
        return bounded;
    }
}
