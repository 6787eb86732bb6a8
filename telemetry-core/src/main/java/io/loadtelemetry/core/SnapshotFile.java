package io.loadtelemetry.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots that the master did not take yet, one after the other as they are. One that it took later is marked as done by
 * another magic number, so that the file never counts what the master has, even after a crash. Made when the first snapshot
 * comes, deleted when none is left. Thread-safe.
 */
final class SnapshotFile {

    /** Instead of {@link SnapshotWriter#MAGIC}. */
    static final int DONE = 0x4C545344; // LTSD

    static final long MOST_BYTES = 1L << 30;

    /** A link at the place of the file is not followed: it may be in a directory for everybody. */
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path path;
    private @Nullable FileChannel channel;
    /** What was there before, of another run say: it stays. */
    private long before;

    private long written;
    /** Where the next to be sent is. */
    private long next;

    private int nextLength;
    /** How many are there that the master did not take. */
    private long count;

    SnapshotFile(Path path) {
        this.path = path;
    }

    /**
     * Appends a snapshot.
     *
     * @param again whether it is to be sent again; it is not if one before it is
     */
    synchronized void append(byte[] snapshot, boolean again) throws IOException {
        FileChannel out = channel;
        if (out == null) {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            out = FileChannel.open(path, OPTIONS, attributes());
            channel = out;
            before = out.size();
            written = before;
            next = before;
        }
        if (written + snapshot.length > MOST_BYTES) {
            throw new IOException("it has reached " + MOST_BYTES + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(snapshot);
        for (long at = written; bytes.hasRemaining(); ) {
            at += out.write(bytes, at);
        }
        if (!again && next == written) {
            next += snapshot.length;
        }
        written += snapshot.length;
        count++;
    }

    /** For the user only, where the file system knows users. */
    private FileAttribute<?>[] attributes() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
                }
                : new FileAttribute<?>[0];
    }

    synchronized boolean hasNext() {
        return next < written;
    }

    /** The next to be sent, or null. */
    synchronized byte @Nullable [] next() throws IOException {
        FileChannel in = channel;
        if (in == null || next >= written) {
            return null;
        }
        byte[] header = read(in, next, SnapshotWriter.HEADER);
        nextLength = ByteBuffer.wrap(header).getInt(Integer.BYTES + 1) + SnapshotWriter.HEADER + Integer.BYTES;
        return read(in, next, nextLength);
    }

    private static byte[] read(FileChannel in, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (long at = from; bytes.hasRemaining(); ) {
            int more = in.read(bytes, at);
            if (more < 0) {
                throw new IOException("somebody cut it off");
            }
            at += more;
        }
        return bytes.array();
    }

    /** The one that {@link #next()} returned was sent, and the master took it or never will. */
    synchronized void done(boolean taken) throws IOException {
        FileChannel out = channel;
        if (out != null && taken) {
            int unused = out.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, DONE), next);
            count--;
        }
        next += nextLength;
    }

    /** Returns how many are left; deletes the file where none is. */
    synchronized long close() {
        if (channel != null) {
            try {
                channel.close();
                if (count == 0 && before == 0) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                Warnings.log(path + ": " + Thrown.describe(e));
            }
        }
        return count;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
