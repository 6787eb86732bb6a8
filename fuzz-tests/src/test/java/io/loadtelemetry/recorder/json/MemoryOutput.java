package io.loadtelemetry.recorder.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Takes the lines as a file would. */
final class MemoryOutput implements Output {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(LineBuffer lines) {
        bytes.write(lines.array(), lines.offset(), lines.size());
        lines.removeFirst(lines.size());
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void close() {}

    /** Fails where a byte is not UTF-8: jackson reads from bytes. */
    byte[] bytes() {
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
