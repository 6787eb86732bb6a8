package io.loadtelemetry.recorder.json;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Whatever stands in a file when a run begins: no whole line of it is lost, and what is not ours stays as it is. */
public final class TornTailFuzz {

    private static final Path FILE = file();

    private TornTailFuzz() {}

    private static Path file() {
        try {
            Path file = Files.createTempFile("fuzz", ".torn");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Files.write(FILE, bytes);
        boolean refused = false;
        long cut = 0;
        try (RandomAccessFile file = new RandomAccessFile(FILE.toFile(), "rw")) {
            cut = TornTail.repair(file);
        } catch (IOException e) {
            refused = true;
            check(String.valueOf(e.getMessage()).contains("left alone"), "unclear: " + e);
        }
        byte[] after = Files.readAllBytes(FILE);
        if (refused) {
            check(Arrays.equals(after, bytes), "refused, and yet changed");
            return;
        }
        check(after.length == 0 || after[after.length - 1] == '\n', "does not end with a line");
        int lastLine = bytes.length;
        while (lastLine > 0 && bytes[lastLine - 1] != '\n') {
            lastLine--;
        }
        check(after.length >= lastLine, "a whole line is gone");
        check(after.length == bytes.length - cut || after.length == bytes.length + 1, "told " + cut);
        int kept = Math.min(after.length, bytes.length);
        check(Arrays.equals(after, 0, kept, bytes, 0, kept), "something else is in the file");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
