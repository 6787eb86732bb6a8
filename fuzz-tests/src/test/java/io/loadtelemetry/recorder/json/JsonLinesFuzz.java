package io.loadtelemetry.recorder.json;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.fuzz.Expect;
import io.loadtelemetry.fuzz.FuzzInput;
import io.loadtelemetry.fuzz.StubContext;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Whatever the events carry: a line for each, and read by a strict parser it says what the event said. */
public final class JsonLinesFuzz {

    private static final int MOST_EVENTS = 4;

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonLinesFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        FuzzInput input = new FuzzInput(bytes);
        TreeMap<String, String> labels = new TreeMap<>();
        for (int i = input.below(3); i > 0; i--) {
            labels.put(input.text(), input.text());
        }
        RunIdentity run = new RunIdentity(input.text(), input.text(), Instant.EPOCH, labels);
        Node node = new Node(input.text(), input.oneOf(Role.values()), input.text());
        MemoryOutput output = new MemoryOutput();
        JsonRecorder recorder = new JsonRecorder(new StubContext(run, node), 1, output);

        List<LineCheck> checks = new ArrayList<>();
        do {
            LineCheck check = FuzzedEvents.next(input);
            recorder.record(check.event());
            checks.add(check);
        } while (!input.isEmpty() && checks.size() < MOST_EVENTS);
        recorder.close();

        byte[] written = output.bytes();
        int from = 0;
        for (LineCheck check : checks) {
            int end = from;
            while (end < written.length && written[end] != '\n') {
                end++;
            }
            Expect.that(end < written.length, "a line is missing in " + output);
            JsonNode line = STRICT.readTree(Arrays.copyOfRange(written, from, end));
            ReadBack.common(line, run, node);
            check.check(line);
            from = end + 1;
        }
        Expect.equal(written.length, from, "bytes of " + checks.size() + " lines");
    }
}
