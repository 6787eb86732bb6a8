package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A run with a steady load in a JVM of its own, for what can only be done to a whole process. */
final class ChildRun implements AutoCloseable {

    private static final int PER_BEAT = 20;

    private final Process process;
    private final Path output;

    private ChildRun(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts one.
     *
     * @param folder where its output goes
     * @param prefix what runs the JVM, such as {@code bash -c '…; exec "$@"' bash}; empty for nothing
     * @param settings {@code key=value}, and words for {@link #main}
     */
    static ChildRun start(Path folder, List<String> prefix, String... settings) throws IOException {
        return start(ChildRun.class, folder, prefix, settings);
    }

    /** Starts another class with a main. */
    static ChildRun start(Class<?> main, Path folder, List<String> prefix, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "child", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_") || name.startsWith("TELEMETRY_"));
        return new ChildRun(builder.start(), output);
    }

    long pid() {
        return process.pid();
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Waits for a line of the output that begins so, and gives what follows on it. */
    String await(String beginning) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            String text = output();
            for (String line : text.split("\n", -1)) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length());
                }
            }
            if (!process.isAlive() && text.equals(output())) {
                break;
            }
            LockSupport.parkNanos(2_000_000);
        }
        throw new AssertionError("no line that begins with \"" + beginning + "\":\n" + output());
    }

    /** The books of a recorder, balanced and with nothing pending: recorded, a space, and what was dropped. */
    String books(String recorder) throws IOException {
        String line = await("books " + recorder + ' ');
        assertThat(line).as(recorder).startsWith("true 0 ");
        return line.substring("true 0 ".length());
    }

    /** As {@code kill -9} does, and waits until it is gone. */
    void kill() {
        process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** As {@code kill} does. */
    void terminate() {
        process.toHandle().destroy();
    }

    int awaitExit(Duration most) throws IOException, InterruptedException {
        assertThat(process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS))
                .as("the child ended within %s:\n%s", most, output())
                .isTrue();
        assertThat(output()).as("no stack trace on the console").doesNotContain("\tat ");
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    /**
     * Publishes 20,000 requests a second from one thread. {@code seconds=N} ends it by a close, {@code exit=N} by {@link
     * System#exit}, {@code forget=N} by returning; otherwise it goes on until it is killed, at most a minute.
     */
    public static void main(String[] arguments) {
        var builder = Telemetry.builder("child");
        String end = "seconds";
        long seconds = 60;
        for (String argument : arguments) {
            String key = argument.substring(0, argument.indexOf('='));
            String value = argument.substring(key.length() + 1);
            if (key.startsWith("telemetry.")) {
                builder.set(key, value);
            } else {
                end = key;
                seconds = Long.parseLong(value);
            }
        }
        Telemetry telemetry = builder.recorder(new Witness()).start();
        long published = load(telemetry, seconds);
        System.out.println("published " + published);
        switch (end) {
            case "exit" -> System.exit(3);
            case "forget" -> {
                // Nothing of the run keeps the JVM.
            }
            default -> {
                telemetry.close();
                telemetry
                        .accounting()
                        .recorders()
                        .forEach(books -> System.out.println("books " + books.recorder() + ' ' + books.balanced() + ' '
                                + books.pending() + ' ' + books.recorded() + ' ' + books.dropped()));
            }
        }
    }

    private static long load(Telemetry telemetry, long seconds) {
        RequestRecorder cart = telemetry.request("GET", "/cart");
        System.out.println("running");
        long begin = System.nanoTime();
        long published = 0;
        for (long beat = 0; System.nanoTime() - begin < seconds * 1_000_000_000; beat++) {
            for (int i = 0; i < PER_BEAT; i++) {
                long now = telemetry.now();
                cart.success(now - 1_000_000, now, published++);
            }
            long left = begin + (beat + 1) * 1_000_000 - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
        }
        return published;
    }
}
