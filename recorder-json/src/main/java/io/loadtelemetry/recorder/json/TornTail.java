package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Makes a file end at the end of a line, as a crash or a full disk may have left it in the middle of one. A file that is
 * not made of JSON lines is refused and stays as it is.
 */
final class TornTail {

    private static final int BLOCK = 64 * 1024;

    /** A longer unfinished line is not looked into: none of ours is that long. */
    private static final int MAX_PARSED = 16 * 1024 * 1024;

    private TornTail() {}

    /**
     * Cuts off an unfinished last line, or ends it where only its line end is missing.
     *
     * @return the bytes cut off
     * @throws IOException if the file is not made of JSON lines
     */
    static long repair(RandomAccessFile file) throws IOException {
        long length = file.length();
        if (length == 0) {
            return 0;
        }
        refuseForeign(file);
        if (byteAt(file, length - 1) == '\n') {
            return 0;
        }
        long start = lastLine(file, length);
        byte first = byteAt(file, start);
        // After a loss of power blocks of zeros are what some file systems leave of the last lines.
        if (first != '{' && first != 0) {
            throw new IOException("its last line is not JSON, so it is left alone");
        }
        if (first == '{' && isWhole(file, start, length)) {
            file.seek(length);
            file.write('\n');
            return 0;
        }
        file.setLength(start);
        return length - start;
    }

    /** The first line tells: one JSON object, of which the end may be missing where it is the last line too. */
    private static void refuseForeign(RandomAccessFile file) throws IOException {
        byte[] start = new byte[BLOCK];
        file.seek(0);
        int length = file.read(start);
        if (start[0] != '{' && start[0] != 0) {
            throw new IOException("it holds something else than JSON lines (they begin with {), so it is left alone");
        }
        for (int i = 0; i < length; i++) {
            if (start[i] == '\n') {
                int last = i > 0 && start[i - 1] == '\r' ? i - 2 : i - 1;
                if (last <= 0 || start[last] != '}') {
                    throw new IOException("its first line is no whole JSON object, so it is left alone");
                }
                return;
            }
        }
    }

    private static long lastLine(RandomAccessFile file, long length) throws IOException {
        byte[] block = new byte[BLOCK];
        long end = length;
        while (end > 0) {
            int count = (int) Math.min(BLOCK, end);
            file.seek(end - count);
            file.readFully(block, 0, count);
            for (int i = count - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return end - count + i + 1;
                }
            }
            end -= count;
        }
        return 0;
    }

    private static boolean isWhole(RandomAccessFile file, long start, long end) throws IOException {
        if (end - start > MAX_PARSED || byteAt(file, end - 1) != '}') {
            return false;
        }
        byte[] line = new byte[(int) (end - start)];
        file.seek(start);
        file.readFully(line);
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException e) {
            // There is no input or output here. Not only jackson's own: bytes it takes for UTF-32 have another one.
            return false;
        }
    }

    private static byte byteAt(RandomAccessFile file, long offset) throws IOException {
        file.seek(offset);
        return file.readByte();
    }
}
