package io.loadtelemetry.recorder.json;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A path that is no regular file: a device such as {@code /dev/null}, a named pipe. There is nothing to repair or lock. */
final class DeviceOutput implements Output {

    private final Path path;
    private final RandomAccessFile device;

    DeviceOutput(Path path) throws IOException {
        this.path = path;
        // Opened for both ways, a named pipe does not wait for its reader.
        device = new RandomAccessFile(path.toFile(), "rw");
    }

    @Override
    public void write(LineBuffer lines) throws IOException {
        device.write(lines.array(), lines.offset(), lines.size());
        lines.clear();
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void close() throws IOException {
        device.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
