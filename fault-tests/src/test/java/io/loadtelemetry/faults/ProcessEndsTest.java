package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.testkit.FaultyProvider;
import io.loadtelemetry.testkit.FaultyProvider.RecorderCall;
import io.loadtelemetry.testkit.RecorderFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A load tool whose process ends without closing the run. */
@Timeout(90)
class ProcessEndsTest {

    /** The bound of the close, and what a JVM needs to end on a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    @Test
    void bySigterm() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (ChildRun child = run(file, "seconds=60")) {
            child.await("running");
            Thread.sleep(500);
            long begin = System.nanoTime();
            child.terminate();
            assertThat(child.awaitExit(BOUND)).isEqualTo(143);
            assertFlushed("SIGTERM", file, begin);
        }
    }

    @Test
    void bySystemExit() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (ChildRun child = run(file, "exit=1")) {
            long published = Long.parseLong(child.await("published "));
            long begin = System.nanoTime();
            assertThat(child.awaitExit(BOUND)).isEqualTo(3);
            assertFlushed("System.exit", file, begin);
            assertThat(Lines.finalRequests(Lines.read(file))).isEqualTo(published);
        }
    }

    @Test
    void byItsLastThread() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (ChildRun child = run(file, "forget=1")) {
            long published = Long.parseLong(child.await("published "));
            long begin = System.nanoTime();
            assertThat(child.awaitExit(BOUND)).isZero();
            assertFlushed("without a close", file, begin);
            assertThat(Lines.finalRequests(Lines.read(file))).isEqualTo(published);
        }
    }

    @Test
    void byARecorderThatExits() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (ChildRun child = ChildRun.start(ProcessEndsTest.class, folder, List.of(), file.toString(), "exits")) {
            child.await("published");
            long begin = System.nanoTime();
            assertThat(child.awaitExit(BOUND)).isEqualTo(4);
            assertFlushed("System.exit in a recorder", file, begin);
        }
    }

    @Test
    void whileARecorderBlocks() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (ChildRun child = ChildRun.start(ProcessEndsTest.class, folder, List.of(), file.toString(), "blocks")) {
            child.await("published");
            long begin = System.nanoTime();
            child.terminate();
            assertThat(child.awaitExit(BOUND)).isEqualTo(143);
            assertFlushed("SIGTERM while a recorder blocks", file, begin);
        }
    }

    private void assertFlushed(String what, Path file, long begin) throws Exception {
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<JsonNode> lines = Lines.read(file);
        assertThat(Lines.endsWithTestStop(lines)).isTrue();
        assertThat(lines.get(lines.size() - 1).path("reason").asText()).isEqualTo("interrupted");
        // One line for each request that the statistics counted.
        long counted = Lines.finalRequests(lines);
        assertThat(Lines.ofType(lines, "request")).hasSize((int) counted).isNotEmpty();
        Fault.PROCESS_ENDS.seen(
                this, what, "%,d requests, each on its line, and `test.stop`; gone after %.1f s", counted, seconds);
    }

    private ChildRun run(Path file, String end) throws Exception {
        return ChildRun.start(
                folder,
                List.of(),
                "telemetry.recorders=json",
                "telemetry.json.path=" + file,
                "telemetry.json.requests=all",
                end);
    }

    /** A child with a recorder that does what it must not. */
    public static void main(String[] args) throws Exception {
        FaultyProvider faulty = new FaultyProvider("faulty");
        Telemetry telemetry = Telemetry.builder("child")
                .recorder(faulty)
                .set("telemetry.recorders", "json,faulty")
                .set("telemetry.json.path", args[0])
                .set("telemetry.json.requests", "all")
                .set("telemetry.close.timeout", "4s")
                .start();
        for (int i = 0; i < 1_000; i++) {
            telemetry.request("GET", "/cart").success(1, 2);
        }
        System.out.println("published");
        boolean exits = args[1].equals("exits");
        faulty.fault(RecorderCall.TICK, exits ? RecorderFault.exiting(4) : RecorderFault.blocking());
        Thread.sleep(60_000);
    }
}
