package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run in a JVM of its own ({@link ChildMain}), which a test may kill, stop, or put behind a shell's settings. */
final class ChildRun implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final BufferedReader out;
    private final Path errors;

    private ChildRun(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts one with options of {@link ChildMain}. */
    static ChildRun start(String... options) throws IOException {
        return startBehind("", options);
    }

    /** Starts one from a shell that runs something else before. */
    static ChildRun startBehind(String shell, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        if (!shell.isEmpty()) {
            command.addAll(List.of("sh", "-c", shell + "; exec \"$@\"", "sh"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName()));
        command.addAll(List.of(options));
        Path errors = Files.createTempFile("child", ".err");
        return new ChildRun(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    /** Reads what it says until a line begins so; fails where none does. */
    String await(String beginning) throws IOException {
        List<String> read = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
            read.add(line);
        }
        throw new AssertionError("no line began with " + beginning + ": " + read + errors());
    }

    /** Reads what it says until it ends, and waits for that. */
    List<String> awaitEnd() throws IOException, InterruptedException {
        List<String> read = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            read.add(line);
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the JVM has ended; it said %s", read)
                .isTrue();
        return read;
    }

    void say(String command) throws IOException {
        @SuppressWarnings("resource") // Closing it would end the child.
        Writer in = process.outputWriter(StandardCharsets.UTF_8);
        in.write(command + '\n');
        in.flush();
    }

    /** As a SIGTERM does. The output stays open, other than after {@link Process#destroy()}. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitValue() {
        return process.exitValue();
    }

    /** What it wrote to the standard error so far. */
    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** No stack trace, no exception left to the JVM. */
    void assertTidy() throws IOException {
        assertThat(errors().lines())
                .as("on the standard error")
                .noneMatch(line -> line.startsWith("\tat ")
                        || line.startsWith("Exception in thread")
                        || line.startsWith("Caused by"));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly()
                .onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        out.close();
        Files.deleteIfExists(errors);
    }
}
