package io.loadtelemetry.benchmarks.overhead;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in a folder of its own, gone at the end. */
final class Scratch {

    private final Path folder = Files.createTempDirectory("overhead-");
    private final Path file = folder.resolve("lines.jsonl");

    Scratch() throws IOException {}

    Path file() {
        return file;
    }

    /** Deletes it, after making sure that it has at least so many lines. */
    void end(long lines) throws IOException {
        long found = lines();
        Files.delete(file);
        Files.delete(folder);
        if (found < lines) {
            throw new IllegalStateException(
                    "at least " + lines + " lines should have been written, " + found + " were");
        }
    }

    private long lines() throws IOException {
        long found = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    found += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return found;
    }
}
