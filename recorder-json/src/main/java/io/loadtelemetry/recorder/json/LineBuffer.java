package io.loadtelemetry.recorder.json;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Lines on their way to the output: bytes that always begin and, between {@link #end()} and {@link #begin()}, end at the
 * border of a line. Reused; it allocates only to grow. Not thread-safe.
 */
final class LineBuffer extends OutputStream {

    /** What is kept when it is empty; a rare long line must not be paid for ever. */
    private static final int KEPT_CAPACITY = 256 * 1024;

    private byte[] bytes;
    private int from;
    private int to;
    private int lineStart;
    private long lines;

    /** A buffer with room for some bytes at first. */
    LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** Begins a line, in place of one that was left unfinished. */
    void begin() {
        to = lineStart;
    }

    /** Ends the line. */
    void end() {
        put('\n');
        lineStart = to;
        lines++;
    }

    boolean isEmpty() {
        return from == lineStart;
    }

    /** The bytes of whole lines. */
    int size() {
        return lineStart - from;
    }

    /** The number of whole lines. */
    long lines() {
        return lines;
    }

    /** All bytes, of a line that is not finished too. */
    int written() {
        return to - from;
    }

    byte[] copyWritten() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** The array in which the lines are, from {@link #offset()} on. */
    byte[] array() {
        return bytes;
    }

    int offset() {
        return from;
    }

    /** The bytes of as many whole lines as fit into a room, 0 where not even the first one does. */
    int fitting(long room) {
        if (size() <= room) {
            return size();
        }
        int end = from + (int) Math.max(0, room);
        while (end > from && bytes[end - 1] != '\n') {
            end--;
        }
        return end - from;
    }

    /** The bytes of the first line. */
    int firstLine() {
        int end = from;
        while (bytes[end] != '\n') {
            end++;
        }
        return end + 1 - from;
    }

    /** Removes bytes that make up whole lines. */
    void removeFirst(int count) {
        if (count == size()) {
            clear();
            return;
        }
        for (int i = from; i < from + count; i++) {
            if (bytes[i] == '\n') {
                lines--;
            }
        }
        from += count;
    }

    void clear() {
        from = 0;
        to = 0;
        lineStart = 0;
        lines = 0;
        if (bytes.length > KEPT_CAPACITY) {
            bytes = new byte[KEPT_CAPACITY];
        }
    }

    void put(char ascii) {
        room(1);
        bytes[to++] = (byte) ascii;
    }

    void put(byte[] source) {
        int length = source.length;
        room(length);
        System.arraycopy(source, 0, bytes, to, length);
        to += length;
    }

    /** A whole number. */
    void putNumber(long number) {
        if (number >= 0) {
            putDigits(number, digits(number));
        } else if (number == Long.MIN_VALUE) {
            putNumber(number / 10);
            put('8');
        } else {
            put('-');
            putDigits(-number, digits(-number));
        }
    }

    /** Nanoseconds as milliseconds: exact, with as many digits as it takes. */
    void putMillis(long nanos) {
        long whole = nanos / 1_000_000;
        long rest = nanos % 1_000_000;
        if (whole == 0 && rest < 0) {
            put('-');
        }
        putNumber(whole);
        if (rest != 0) {
            put('.');
            putDigits(Math.abs(rest), 6);
            while (bytes[to - 1] == '0') {
                to--;
            }
        }
    }

    /** The last digits of a number that is not negative, with leading zeros. */
    void putDigits(long number, int count) {
        room(count);
        long rest = number;
        for (int i = to + count - 1; i >= to; i--) {
            long tenth = rest / 10;
            bytes[i] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        to += count;
    }

    /** Half of a trace id, or the id of a span: 16 digits in lower case. */
    void putHex(long bits) {
        room(16);
        for (int shift = 60; shift >= 0; shift -= 4) {
            int digit = (int) (bits >>> shift) & 0xf;
            bytes[to++] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
        }
    }

    private static int digits(long number) {
        int count = 1;
        long bound = 10;
        while (count < 19 && number >= bound) {
            count++;
            bound *= 10;
        }
        return count;
    }

    @Override
    public void write(int b) {
        room(1);
        bytes[to++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        room(length);
        System.arraycopy(source, offset, bytes, to, length);
        to += length;
    }

    private void room(int count) {
        if (bytes.length - to < count) {
            grow(count);
        }
    }

    private void grow(int count) {
        int used = to - from;
        long needed = (long) used + count;
        if (needed > Integer.MAX_VALUE - 16) {
            throw new IllegalStateException("a line of " + needed + " bytes");
        }
        byte[] target =
                needed > bytes.length ? new byte[(int) Math.min(Integer.MAX_VALUE - 16, needed + needed / 2)] : bytes;
        System.arraycopy(bytes, from, target, 0, used);
        bytes = target;
        lineStart -= from;
        from = 0;
        to = used;
    }
}
