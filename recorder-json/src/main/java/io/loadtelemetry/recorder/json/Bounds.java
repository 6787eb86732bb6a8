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

    /**
     * The name of a field. In a name a lone surrogate becomes U+FFFD: a value keeps it as an escape, but parsers such as
     * jackson's refuse a name with one, and with it the line.
     */
    static String key(String name) {
        String key = name(name);
        for (int i = 0; i < key.length(); i++) {
            if (Character.isSurrogate(key.charAt(i))) {
                return withoutLoneSurrogates(key);
            }
        }
        return key;
    }

    private static String withoutLoneSurrogates(String text) {
        StringBuilder replaced = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(replaced::appendCodePoint);
        return replaced.toString();
    }

    static String text(String text) {
        return Texts.cut(text, MAX_TEXT);
    }

    static Map<String, String> texts(Map<String, String> texts) {
        Map<String, String> bounded = new LinkedHashMap<>();
        attributes(texts).forEach((name, value) -> bounded.put(name, value.toString()));
        return Collections.unmodifiableMap(bounded);
    }

    /** At most {@link #MAX_ATTRIBUTES}; of names that become equal, the first. */
    static Map<String, Object> attributes(Map<String, ?> attributes) {
        Map<String, Object> bounded = new LinkedHashMap<>();
        for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
            if (bounded.size() == MAX_ATTRIBUTES) {
                break;
            }
            Object value = attribute.getValue();
            bounded.putIfAbsent(key(attribute.getKey()), value instanceof String text ? text(text) : value);
        }
        return bounded;
    }

    /** Counts by name; those of names that become equal are summed. */
    static Map<String, Long> counts(Map<String, Long> counts) {
        Map<String, Long> bounded = new LinkedHashMap<>();
        counts.forEach((name, count) -> bounded.merge(key(name), count, Long::sum));
        return bounded;
    }
}
