package io.loadtelemetry.core;

import io.loadtelemetry.api.spi.Texts;

/** Makes what a user or a recorder wrote fit for one line of a message. */
final class Printable {

    private static final int LONGEST = 100;
    private static final int LONGEST_MESSAGE = 4096;

    private Printable() {}

    /** A name or a value. */
    static String of(String text) {
        return line(text, LONGEST);
    }

    /** A whole message; the same text where nothing is wrong with it. */
    static String message(String text) {
        return line(text, LONGEST_MESSAGE);
    }

    private static String line(String text, int longest) {
        String cut = Texts.cut(text, longest);
        if (cut.codePoints().noneMatch(Printable::breaksLines)) {
            return cut;
        }
        StringBuilder line = new StringBuilder();
        cut.codePoints().forEach(point -> {
            if (breaksLines(point)) {
                line.append(String.format("\\u%04x", point));
            } else {
                line.appendCodePoint(point);
            }
        });
        return line.toString();
    }

    /** Line breaks and all other control characters, what turns the direction of writing, lone surrogates. */
    private static boolean breaksLines(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
