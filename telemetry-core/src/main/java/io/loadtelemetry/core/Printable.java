package io.loadtelemetry.core;

import io.loadtelemetry.api.spi.Texts;

/** Makes what a user wrote fit for one line of a message. */
final class Printable {

    private static final int LONGEST = 100;

    private Printable() {}

    static String of(String text) {
        StringBuilder line = new StringBuilder();
        Texts.cut(text, LONGEST)
                .codePoints()
                .forEach(point ->
                        line.append(isPlain(point) ? Character.toString(point) : String.format("\\u%04x", point)));
        return line.toString();
    }

    /** Nothing that breaks a line, moves a cursor or turns the text around. */
    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
