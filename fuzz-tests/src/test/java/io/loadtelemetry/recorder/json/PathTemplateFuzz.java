package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.fuzz.Expect;
import io.loadtelemetry.fuzz.FuzzInput;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Any template, and any name another node gives itself: a path, in the folder it is meant to be in, or a clear error. */
public final class PathTemplateFuzz {

    private PathTemplateFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        RunIdentity run = new RunIdentity(input.text(), "plan", Instant.EPOCH, Map.of());
        Node node = new Node(input.text(), Role.STANDALONE, "instance");
        String template = input.text().strip();

        Path within = Path.of("folder").toAbsolutePath();
        for (String ours : new String[] {"folder/run-{run_id}.jsonl", "folder/{node}.jsonl"}) {
            Expect.equal(within, PathTemplate.resolve(ours, run, node).getParent(), "the folder of " + ours);
        }
        if (template.isEmpty()) {
            return; // Refused by the key.
        }
        try {
            PathTemplate.resolve(template, run, node);
        } catch (IllegalArgumentException e) {
            Expect.that(!String.valueOf(e.getMessage()).isBlank(), "no message");
        }
    }
}
