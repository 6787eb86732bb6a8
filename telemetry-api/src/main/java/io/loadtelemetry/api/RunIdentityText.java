package io.loadtelemetry.api;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text of an identity: {@code 1.<run id>.<start, ns>.<test plan>[.<label>.<value>]…}. Every byte of UTF-8 but letters,
 * digits, {@code -} and {@code _} is written as {@code ~} and two hexadecimal digits. So nothing on the way changes it: not
 * a shell, nor a header, nor whoever decodes percent signs in baggage.
 */
final class RunIdentityText {

    static final int MOST = 4096;
    private static final String VERSION = "1";
    private static final int FIXED = 4;
    private static final String HEX = "0123456789ABCDEF";
    private static final long SECOND = 1_000_000_000L;

    private RunIdentityText() {}

    static String encode(RunIdentity run) {
        StringBuilder text = new StringBuilder(VERSION);
        part(text, run.runId());
        text.append('.').append(nanos(run.startTime()));
        part(text, run.testPlan());
        for (Map.Entry<String, String> label : run.labels().entrySet()) {
            part(text, label.getKey());
            part(text, label.getValue());
        }
        if (text.length() > MOST) {
            throw new IllegalArgumentException("the identity of the run takes " + text.length()
                    + " characters, allowed are " + MOST + ": give it fewer or shorter labels");
        }
        return text.toString();
    }

    static RunIdentity decode(String text) {
        if (text.length() > MOST) {
            throw bad("it has " + text.length() + " characters, allowed are " + MOST);
        }
        String[] parts = text.split("\\.", -1);
        if (!parts[0].equals(VERSION)) {
            throw bad(
                    parts[0].matches("[1-9][0-9]{0,8}")
                            ? "it is of version " + parts[0] + ", this library reads version " + VERSION
                            : "it does not begin with its version, \"" + VERSION + ".\"");
        }
        if (parts.length < FIXED || parts.length % 2 != 0) {
            throw bad("it has " + parts.length
                    + " parts; allowed are version, run id, start time, test plan, and two for" + " each label");
        }
        Map<String, String> labels = new TreeMap<>();
        for (int i = FIXED; i < parts.length; i += 2) {
            if (labels.put(text(parts[i], "a label"), text(parts[i + 1], "the value of a label")) != null) {
                throw bad("a label is there twice");
            }
        }
        String runId = text(parts[1], "the run id");
        String testPlan = text(parts[3], "the test plan");
        if (runId.isBlank() || testPlan.isBlank()) {
            throw bad("the run id or the test plan is empty");
        }
        return new RunIdentity(runId, testPlan, time(parts[2]), labels);
    }

    private static long nanos(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), SECOND), time.getNano());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "the start time " + time + " does not fit into nanoseconds since 1970: allowed is 1678 to 2262", e);
        }
    }

    private static Instant time(String part) {
        try {
            long nanos = Long.parseLong(part);
            if (!Long.toString(nanos).equals(part)) {
                throw bad("its start time is not a plain number of nanoseconds since 1970");
            }
            return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
        } catch (NumberFormatException | DateTimeException e) {
            throw bad("its start time is not a number of nanoseconds since 1970");
        }
    }

    private static void part(StringBuilder out, String text) {
        out.append('.');
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "the identity of the run has half of a surrogate pair in it, which no text may have", e);
        }
        while (bytes.hasRemaining()) {
            int value = bytes.get() & 0xFF;
            if (plain((char) value)) {
                out.append((char) value);
            } else {
                out.append('~').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 15));
            }
        }
    }

    private static String text(String part, String what) {
        ByteBuffer bytes = ByteBuffer.allocate(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (plain(c)) {
                bytes.put((byte) c);
            } else if (c == '~' && i + 2 < part.length() && hex(part, i + 1) >= 0 && hex(part, i + 2) >= 0) {
                bytes.put((byte) ((hex(part, i + 1) << 4) | hex(part, i + 2)));
                i += 2;
            } else {
                throw bad(what + " has a character that is not allowed at place " + (i + 1)
                        + "; allowed are letters, digits, - and _, all else as ~ and two hexadecimal digits");
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw bad(what + " is not UTF-8");
        }
    }

    private static int hex(String text, int place) {
        return HEX.indexOf(text.charAt(place));
    }

    private static boolean plain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static IllegalArgumentException bad(String why) {
        return new IllegalArgumentException("not the identity of a run: " + why);
    }
}
