package io.loadtelemetry.recorder.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Tells files apart by what they are, not by their names; on Unix that is device and inode. Links are not followed. */
final class FileKeys {

    private FileKeys() {}

    /** The key of what is at a path, null where nothing is or the file system has no keys (Windows). */
    static @Nullable Object of(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path);
        return attributes == null ? null : attributes.fileKey();
    }

    /** What is at a path, null where nothing is. */
    static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
