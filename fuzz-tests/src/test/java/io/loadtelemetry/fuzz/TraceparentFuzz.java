package io.loadtelemetry.fuzz;

import io.loadtelemetry.api.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Any header: no context, or one that says what the header said. */
public final class TraceparentFuzz {

    /** What the W3C recommendation "Trace Context" says of it, in another form than the reader has it. */
    private static final Pattern VALID = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]([0-9a-f])(-.*)?",
            Pattern.DOTALL);

    private TraceparentFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String header = new String(bytes, StandardCharsets.UTF_8).strip();
        TraceContext context = TraceContext.ofTraceparent(header);
        var valid = VALID.matcher(header);
        boolean wanted = valid.matches() && (valid.group(4) == null || !header.startsWith("00"));
        Expect.equal(wanted, context.isValid(), "whether there is a context in " + header);
        if (wanted) {
            boolean sampled = (Character.digit(valid.group(3).charAt(0), 16) & 1) == 1;
            Expect.equal(
                    "00-" + valid.group(1) + "-" + valid.group(2) + (sampled ? "-01" : "-00"),
                    context.traceparent(),
                    "the header of the context");
        } else {
            Expect.equal("", context.traceparent(), "nothing to send");
        }
    }
}
