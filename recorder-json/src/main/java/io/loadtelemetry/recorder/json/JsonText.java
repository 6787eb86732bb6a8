package io.loadtelemetry.recorder.json;

/**
 * Writes a text as a JSON string in UTF-8 (RFC 8259). Does not allocate. Surrogates are written as {@code \\uXXXX}, pairs
 * too, as jackson does it: so a lone one, which UTF-8 cannot express, needs no case of its own and reads back the same.
 */
final class JsonText {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    private JsonText() {}

    static void put(LineBuffer out, String text) {
        out.put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
                out.put(c);
            } else {
                putSpecial(out, c);
            }
        }
        out.put('"');
    }

    private static void putSpecial(LineBuffer out, char c) {
        switch (c) {
            case '"', '\\' -> putEscape(out, c);
            case '\n' -> putEscape(out, 'n');
            case '\r' -> putEscape(out, 'r');
            case '\t' -> putEscape(out, 't');
            case '\b' -> putEscape(out, 'b');
            case '\f' -> putEscape(out, 'f');
            default -> putUnicode(out, c);
        }
    }

    private static void putEscape(LineBuffer out, char c) {
        out.put('\\');
        out.put(c);
    }

    private static void putUnicode(LineBuffer out, char c) {
        if (c < ' ' || Character.isSurrogate(c)) {
            putEscape(out, 'u');
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.write(HEX[c >> shift & 0xF]);
            }
        } else if (c < 0x800) {
            out.write(0xC0 | (c >> 6));
            out.write(0x80 | (c & 0x3F));
        } else {
            out.write(0xE0 | (c >> 12));
            out.write(0x80 | (c >> 6 & 0x3F));
            out.write(0x80 | (c & 0x3F));
        }
    }
}
