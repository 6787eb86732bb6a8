package io.loadtelemetry.recorder.json;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An open file of whole lines. What a failed write left behind is cut off again, so that no line is ever glued to the torn
 * rest of another. Not thread-safe.
 *
 * <p>Written at its end, wherever that is at the time of the write: at a place computed before, a file that somebody
 * truncates at that moment would get a hole of zeros. And not through a channel: an interrupt of the thread would close
 * that for good.
 */
final class LineFile {

    private final Path path;
    private final @Nullable Object key;

    /** Keeps the entry in {@link OpenFiles} alive. */
    @SuppressWarnings("unused")
    private final Object owner;

    private final RandomAccessFile file;
    private final FileOutputStream end;

    /** Up to here the file is made of whole lines. */
    private long good;

    private boolean torn;

    LineFile(Path path, @Nullable Object key, Object owner, RandomAccessFile file, FileOutputStream end)
            throws IOException {
        this.path = path;
        this.key = key;
        this.owner = owner;
        this.file = file;
        this.end = end;
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
        try {
            end.write(bytes, offset, length);
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
            cut();
        }
        if (file.length() != good) {
            TornTail.repair(file);
            good = file.length();
        }
    }

    private void cutBack() {
        try {
            cut();
        } catch (IOException e) {
            // Stays torn: the next write begins with this.
        }
    }

    /** Where the file is shorter by now, {@link #settle} finds its end. */
    private void cut() throws IOException {
        if (file.length() > good) {
            file.setLength(good);
        }
        torn = false;
    }

    /** Gives up the lock too. */
    void close() throws IOException {
        try (file) {
            end.close();
        } finally {
            OpenFiles.remove(key);
        }
    }
}
