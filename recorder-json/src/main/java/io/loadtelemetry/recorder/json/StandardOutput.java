package io.loadtelemetry.recorder.json;

import java.io.IOException;
import java.io.PrintStream;

/**
 * The standard output as it was when the run started. Bytes pass through a {@link PrintStream} unchanged, so the lines are
 * UTF-8 whatever the console's encoding. Never closed: it is not ours.
 */
final class StandardOutput implements Output {

    private final PrintStream stream;

    StandardOutput(PrintStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(LineBuffer lines) throws IOException {
        stream.write(lines.array(), lines.offset(), lines.size());
        // Flushes; a print stream tells of a broken pipe in no other way.
        if (stream.checkError()) {
            throw new IOException("it is closed or its reader is gone");
        }
        lines.clear();
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "the standard output";
    }
}
