package io.loadtelemetry.recorder.json;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens a file for appending: makes it with mode 0600 where it does not exist, follows no link, locks it against other
 * runs, and repairs a torn last line.
 */
final class FileOpening {

    private static final String IN_USE = "another run is writing to it";
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final Consumer<String> warning;

    /** An opening of a path, and where to tell of what was repaired. */
    FileOpening(Path path, Consumer<String> warning) {
        this.path = path;
        this.warning = warning;
    }

    /** Whether a path leads to a device or a named pipe. */
    static boolean isDevice(Path path) throws IOException {
        BasicFileAttributes attributes = FileKeys.attributes(path);
        return attributes != null && attributes.isOther();
    }

    LineFile open() throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            createIfAbsent();
            LineFile file = openExisting();
            if (file != null) {
                return file;
            }
        }
        throw new IOException("it is replaced all the time");
    }

    private void createIfAbsent() throws IOException {
        if (FileKeys.attributes(path) != null) {
            return;
        }
        try {
            createFolder();
            Files.createFile(path, ownerOnly(path));
        } catch (FileAlreadyExistsException e) {
            // Somebody else was faster: the file is there, or what is in the way is named by the next step.
            if (FileKeys.attributes(path) == null) {
                throw e;
            }
        }
    }

    private void createFolder() throws IOException {
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    /** Mode 0600, where the file system knows modes. */
    static FileAttribute<?>[] ownerOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private @Nullable LineFile openExisting() throws IOException {
        BasicFileAttributes before = FileKeys.attributes(path);
        if (before == null) {
            return null;
        }
        check(before);
        Object key = before.fileKey();
        Object owner = new Object();
        if (!OpenFiles.add(key, owner)) {
            throw new IOException(IN_USE);
        }
        @SuppressWarnings("resource")
        RandomAccessFile file = null;
        @SuppressWarnings("resource")
        FileOutputStream end = null;
        boolean done = false;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
            end = new FileOutputStream(path.toFile(), true);
            // The JDK cannot open these without following links, so it is looked at before and after.
            BasicFileAttributes after = FileKeys.attributes(path);
            if (after == null || !after.isRegularFile() || !Objects.equals(key, after.fileKey())) {
                return null;
            }
            lock(file);
            long cut = TornTail.repair(file);
            if (cut > 0) {
                warning.accept(path + " ended in an unfinished line, as after a crash: its " + cut
                        + " bytes were cut off, and new lines follow.");
            }
            LineFile opened = new LineFile(path, key, owner, file, end);
            done = true;
            return opened;
        } finally {
            if (!done) {
                close(file, end, key);
            }
        }
    }

    private static void check(BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            throw new IOException(
                    "it is a symbolic link, and those are not followed: name the file itself, or - for the standard output");
        }
        if (attributes.isDirectory()) {
            throw new IOException("it is a folder");
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("it is no longer a regular file");
        }
    }

    /** Held until the file is closed. Of one byte far beyond the end: where locks are mandatory, readers are not locked out. */
    private void lock(RandomAccessFile file) throws IOException {
        FileLock lock;
        try {
            lock = file.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            throw new IOException(IN_USE, e);
        } catch (IOException e) {
            // Some network file systems have no locks.
            warning.accept(path + " cannot be locked against other runs: " + Reasons.of(e) + '.');
            return;
        }
        if (lock == null) {
            throw new IOException(IN_USE);
        }
    }

    /** In this order: to close gives up every lock this JVM has on the file, so nobody else may have it yet. */
    private static void close(@Nullable RandomAccessFile file, @Nullable FileOutputStream end, @Nullable Object key)
            throws IOException {
        try (file) {
            if (end != null) {
                end.close();
            }
        } finally {
            OpenFiles.remove(key);
        }
    }
}
