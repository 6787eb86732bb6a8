package io.loadtelemetry.recorder.json;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An open file of whole lines. What a failed write left behind is cut off again, so that no line is ever glued to the torn
 * rest of another. Not thread-safe.
 *
 * <p>Written through a {@link RandomAccessFile}, not through its channel: an interrupt of the thread would close a channel
 * for good.
 */
final class LineFile {

    private final Path path;
    private final @Nullable Object key;

    /** Keeps the entry in {@link OpenFiles} alive. */
    @SuppressWarnings("unused")
    private final Object owner;

    private final RandomAccessFile file;

    /** Up to here the file is made of whole lines. */
    private long good;

    private boolean torn;

    LineFile(Path path, @Nullable Object key, Object owner, RandomAccessFile file) throws IOException {
        this.path = path;
        this.key = key;
        this.owner = owner;
        this.file = file;
        this.good = file.length();
    }

    long size() {
        return good;
    }

    /** Whether the path still leads to this file: it may have been deleted, renamed or replaced. */
    boolean inPlace() throws IOException {
        return key == null || key.equals(FileKeys.of(path));
    }

    /** Writes whole lines, all or nothing. */
    void append(byte[] bytes, int offset, int length) throws IOException {
        settle();
        file.seek(good);
        try {
            file.write(bytes, offset, length);
            good += length;
        } catch (IOException e) {
            torn = true;
            cutBack();
            throw e;
        }
    }

    /** Finds the end again where something else than this object changed the file, as "copytruncate" of logrotate does. */
    private void settle() throws IOException {
        if (torn) {
            good = Math.min(good, file.length());
            file.setLength(good);
            torn = false;
        }
        if (file.length() != good) {
            TornTail.repair(file);
            good = file.length();
        }
    }

    private void cutBack() {
        try {
            file.setLength(good);
            torn = false;
        } catch (IOException e) {
            // Stays torn: the next write begins with this.
        }
    }

    /** Gives up the lock too. */
    void close() throws IOException {
        try {
            file.close();
        } finally {
            OpenFiles.remove(key);
        }
    }
}
