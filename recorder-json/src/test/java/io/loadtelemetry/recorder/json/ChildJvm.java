package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A run in a JVM of its own, which a test may kill or starve. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;

    private ChildJvm(Process process) {
        this.process = process;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@link #main}, by a shell that runs something else before. */
    static ChildJvm start(Path file, Path stop, String shellPrefix, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.addAll(List.of(ChildJvm.class.getName(), file.toString(), stop.toString()));
        if (!shellPrefix.isEmpty()) {
            command.addAll(0, List.of("bash", "-c", shellPrefix + "; exec \"$@\"", "bash"));
        }
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Reads the child's output until a line begins so; fails with the output where none does. */
    String await(String beginning) throws IOException {
        StringBuilder read = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
            read.append(line).append('\n');
        }
        throw new AssertionError("no line began with " + beginning + ":\n" + read);
    }

    long pid() {
        return process.pid();
    }

    /** Kills it as {@code kill -9} does, and waits until it is gone. */
    void kill() {
        process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() throws IOException {
        kill();
        out.close();
    }

    /** Publishes requests to a file until another file is there, and tells what became of them. */
    public static void main(String[] arguments) throws Exception {
        Path stop = Path.of(arguments[1]);
        Telemetry telemetry = Telemetry.builder("child")
                .set("telemetry.recorders", "json")
                .set("telemetry.json.path", arguments[0])
                .set("telemetry.json.requests", "all")
                .start();
        RequestRecorder request = telemetry.request("GET", "/child");
        System.out.println("running");
        for (long i = 0; !Files.exists(stop); i++) {
            long now = telemetry.now();
            request.success(now - 1_000_000, now, i);
            if (i % 100 == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        telemetry.close();
        System.out.println(
                "accounting " + telemetry.accounting().recorder("json").orElseThrow());
    }
}
