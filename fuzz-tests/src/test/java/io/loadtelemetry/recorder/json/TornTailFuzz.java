package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.loadtelemetry.fuzz.Expect;
import io.loadtelemetry.fuzz.FuzzInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Any bytes as the file of an earlier run: it is refused in clear words and left as it is, or it loses no whole line. */
public final class TornTailFuzz {

    private static final Path PATH = path();

    private TornTailFuzz() {}

    private static Path path() {
        try {
            Path path = Files.createTempFile("torn-tail", ".jsonl");
            path.toFile().deleteOnExit();
            return path;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        byte[] before = content(new FuzzInput(bytes));
        try (RandomAccessFile file = new RandomAccessFile(PATH.toFile(), "rw")) {
            file.setLength(0);
            file.write(before);
            long cut;
            try {
                cut = TornTail.repair(file);
            } catch (IOException e) {
                Expect.that(String.valueOf(e.getMessage()).endsWith("left alone"), "not clear: " + e);
                Expect.that(Arrays.equals(before, read(file)), "refused, and changed");
                return;
            }
            check(before, read(file), cut);
            Expect.equal(0L, TornTail.repair(file), "cut off by a second repair");
        }
    }

    /** The bytes as they are, or behind a whole line, so that more than the first look at the file is reached. */
    private static byte[] content(FuzzInput input) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        if (input.flag()) {
            content.write("{\"type\":\"event\",\"name\":\"a\"}\n".getBytes(StandardCharsets.US_ASCII));
        }
        content.write(input.rest());
        return content.toByteArray();
    }

    private static void check(byte[] before, byte[] after, long cut) {
        int whole = lastLineEnd(before);
        Expect.that(after.length >= whole && Arrays.equals(before, 0, whole, after, 0, whole), "a whole line was lost");
        Expect.that(after.length == 0 || after[after.length - 1] == '\n', "it does not end at the end of a line");
        if (isObject(Arrays.copyOfRange(before, whole, before.length))) {
            Expect.equal(before.length + 1, after.length, "a whole last line gets its line end");
        } else {
            Expect.equal(whole, after.length, "what is left");
            Expect.equal((long) before.length - whole, cut, "bytes cut off");
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static boolean isObject(byte[] line) {
        if (line.length == 0 || line[0] != '{' || line[line.length - 1] != '}') {
            return false;
        }
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] read(RandomAccessFile file) throws IOException {
        byte[] content = new byte[(int) file.length()];
        file.seek(0);
        file.readFully(content);
        return content;
    }
}
