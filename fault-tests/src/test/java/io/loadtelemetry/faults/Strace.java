package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Makes the writes of one thread of this JVM to one file go wrong, until it is closed; all else goes on untouched. */
final class Strace implements AutoCloseable {

    private static final Path TASKS = Path.of("/proc/self/task");

    private final Process strace;
    private final Path status;
    private final Path out;

    private Strace(Process strace, Path status, Path out) {
        this.strace = strace;
        this.status = status;
        this.out = out;
    }

    /**
     * Begins to, or skips the test where that is not possible.
     *
     * @param thread the name of the thread
     * @param file which file
     * @param what as {@code strace -e inject=write:} has it
     */
    static Strace inject(String thread, Path file, String what) throws IOException {
        assumeThat(Path.of("/usr/bin/strace")).as("strace, to make writes fail").exists();
        String task = task(thread);
        Path out = Files.createTempFile("strace", ".out");
        Path status = TASKS.resolve(task).resolve("status");
        Process process = new ProcessBuilder(
                        "strace", "-p", task, "-P", file.toString(), "-e", "trace=write", "-e", "inject=write:" + what)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        Strace strace = new Strace(process, status, out);
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> strace.traced() || !process.isAlive());
        String said = Files.readString(out);
        boolean attached = strace.traced();
        if (!attached) {
            strace.close();
        }
        assumeThat(attached).as("strace may attach: %s", said).isTrue();
        return strace;
    }

    /** Linux keeps 15 characters of a name. */
    private static String task(String thread) throws IOException {
        String name = thread.substring(0, Math.min(15, thread.length()));
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.filter(task -> name.equals(read(task.resolve("comm")).strip()))
                    .map(task -> task.getFileName() + "")
                    .findFirst()
                    .orElseThrow();
        }
    }

    private boolean traced() {
        return read(status).lines().anyMatch(line -> line.startsWith("TracerPid:") && !line.endsWith("\t0"));
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // A thread that has just ended.
        }
    }

    /** How many writes it touched so far. */
    long touched() throws IOException {
        try (Stream<String> lines = Files.lines(out, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("(INJECTED)") || line.contains("(DELAYED)"))
                    .count();
        }
    }

    @Override
    public void close() throws IOException {
        strace.destroy();
        try {
            assertThat(strace.waitFor(10, TimeUnit.SECONDS))
                    .as("strace has let go")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            strace.destroyForcibly();
            Files.deleteIfExists(out);
        }
    }
}
