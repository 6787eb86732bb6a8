package io.loadtelemetry.core;

import io.loadtelemetry.api.spi.Texts;

/** Makes what a user wrote fit for one line of a message. */
final class Printable {

    private static final int LONGEST = 100;

    private Printable() {}

    static String of(String text) {
        StringBuilder line = new StringBuilder();
        Texts.cut(text, LONGEST)
                .chars()
                .forEach(unit -> line.append(
                        Character.isISOControl(unit) ? String.format("\\u%04x", unit) : String.valueOf((char) unit)));
        return line.toString();
    }
}
