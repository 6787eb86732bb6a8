package io.loadtelemetry.fuzz;

import java.util.Arrays;

/**
 * Takes the bytes of one input apart. Without Jazzer's own provider of data, whose library is native: what was found once
 * is replayed everywhere. A text ends at 0xFF and may be written by hand; 0xFE and a byte n repeat it n times more.
 */
public final class FuzzInput {

    private static final int END = 0xFF;
    private static final int REPEAT = 0xFE;
    private static final int LONGEST = 1 << 18;

    private final byte[] bytes;
    private int position;

    public FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean isEmpty() {
        return position >= bytes.length;
    }

    /** The next byte, without a sign; 0 behind the end. */
    public int next() {
        return isEmpty() ? 0 : bytes[position++] & 0xFF;
    }

    public boolean flag() {
        return (next() & 1) == 1;
    }

    public int below(int bound) {
        return next() % bound;
    }

    public <T> T oneOf(T[] all) {
        return all[below(all.length)];
    }

    public long number() {
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << 8 | next();
        }
        return number;
    }

    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, Math.min(position, bytes.length), bytes.length);
        position = bytes.length;
        return rest;
    }

    /** Any text, also with lone surrogates: those are written as three bytes, as Java does it in class files. */
    public String text() {
        StringBuilder text = new StringBuilder();
        while (!isEmpty()) {
            int first = next();
            if (first == END) {
                break;
            }
            if (first == REPEAT) {
                int times = Math.min(next(), LONGEST / (text.length() + 1));
                text.append(text.toString().repeat(times));
            } else if (first >= 0xF0 && continued(3)) {
                int point = (first & 7) << 18 | more() << 12 | more() << 6 | more();
                text.appendCodePoint(Math.min(point, Character.MAX_CODE_POINT));
            } else if (first >= 0xE0 && continued(2)) {
                text.append((char) ((first & 0xF) << 12 | more() << 6 | more()));
            } else if (first >= 0xC0 && continued(1)) {
                text.append((char) ((first & 0x1F) << 6 | more()));
            } else {
                text.append((char) first);
            }
        }
        return text.toString();
    }

    private boolean continued(int count) {
        for (int i = position; i < position + count; i++) {
            if (i >= bytes.length || (bytes[i] & 0xC0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    private int more() {
        return next() & 0x3F;
    }
}
