package io.loadtelemetry.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/** The arguments of a measuring program, each {@code name=value}. */
public final class Arguments {

    private final Map<String, String> values = new TreeMap<>();

    /**
     * Reads them.
     *
     * @param args each {@code name=value}
     * @throws IllegalArgumentException where one is not
     */
    public Arguments(String... args) {
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("argument \"" + arg + "\" is not name=value");
            }
            values.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
    }

    /** A word, or what it is without one. */
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** A whole number, or what it is without one. */
    public long number(String name, long otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Long.parseLong(value);
    }
}
