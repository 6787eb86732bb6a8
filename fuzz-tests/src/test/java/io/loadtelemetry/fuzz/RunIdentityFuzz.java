package io.loadtelemetry.fuzz;

import io.loadtelemetry.api.RunIdentity;
import java.nio.charset.StandardCharsets;

/** Any text as the identity of a run: refused in one line, or one that comes back the same. */
public final class RunIdentityFuzz {

    private RunIdentityFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        RunIdentity run;
        try {
            run = RunIdentity.decode(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            Expect.oneLine(e.getMessage());
            return;
        }
        String text = run.encode();
        Expect.that(text.matches("[A-Za-z0-9._~-]+"), "nothing but plain characters in " + text);
        Expect.equal(run, RunIdentity.decode(text), "what was written and read");
    }
}
