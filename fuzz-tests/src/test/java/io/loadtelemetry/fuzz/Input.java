package io.loadtelemetry.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes values off the bytes of a fuzzer. When they are used up, all further values are zero or empty. */
public final class Input {

    private final byte[] bytes;
    private int position;

    /** Over all bytes. */
    public Input(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A byte, from 0 to 255. */
    public int next() {
        return position < bytes.length ? bytes[position++] & 0xFF : 0;
    }

    /** A number from 0 to the bound, exclusive, for bounds of up to 256. */
    public int next(int bound) {
        return next() % bound;
    }

    /** A long of eight bytes. */
    public long number() {
        long number = 0;
        for (int i = 0; i < 8; i++) {
            number = number << 8 | next();
        }
        return number;
    }

    /** A text of any UTF-16 units, lone surrogates among them, or of ASCII; sometimes repeated until it is long. */
    public String text() {
        int shape = next(8);
        int length = Math.min(next(), bytes.length - position);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(shape % 2 == 0 ? (char) (next() & 0x7F) : (char) (next() << 8 | next()));
        }
        return shape < 7 ? text.toString() : text.toString().repeat(100);
    }

    /** What is left, as a text; bytes that are no UTF-8 become U+FFFD. */
    public String rest() {
        return new String(restBytes(), StandardCharsets.UTF_8);
    }

    /** What is left. */
    public byte[] restBytes() {
        byte[] rest = Arrays.copyOfRange(bytes, Math.min(position, bytes.length), bytes.length);
        position = bytes.length;
        return rest;
    }
}
