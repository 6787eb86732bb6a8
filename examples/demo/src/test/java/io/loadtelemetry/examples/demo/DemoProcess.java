package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The demo in a JVM of its own. */
final class DemoProcess implements AutoCloseable {

    private static final int LONGEST_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private DemoProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static DemoProcess start(Path folder, List<String> command) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("(OTEL|TELEMETRY)_.*|JAVA_OPTS|JAVA_TOOL_OPTIONS"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // What the demo leaves in the temporary folder goes with the test's.
        environment.put("JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
        return new DemoProcess(builder.start(), out, err);
    }

    static DemoProcess run(Path folder, Path script, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(args));
        try (DemoProcess demo = start(folder, command)) {
            demo.await();
            return demo;
        }
    }

    /** Waits for the end. */
    int await() throws InterruptedException {
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                .as("the demo ended")
                .isTrue();
        return process.exitValue();
    }

    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    int status() {
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    /** The recorders in the table of the accounting, with published, recorded, dropped and pending. */
    Map<String, List<Long>> accounting() throws IOException {
        return table("Recorders", 1);
    }

    /** The counts of the parties, by endpoint and outcome. */
    Map<String, List<Long>> books() throws IOException {
        return table("Books", 2);
    }

    private Map<String, List<Long>> table(String title, int wordColumns) throws IOException {
        Map<String, List<Long>> rows = new LinkedHashMap<>();
        List<String> lines = out().lines().toList();
        int row = 0;
        while (row < lines.size() && !lines.get(row).startsWith(title)) {
            row++;
        }
        for (row += 2; row < lines.size() && !lines.get(row).isBlank(); row++) {
            List<String> cells = List.of(lines.get(row).strip().split("\\s{2,}", -1));
            List<Long> numbers = cells.stream()
                    .skip(wordColumns)
                    .map(cell -> Long.valueOf(cell.replace(",", "")))
                    .toList();
            rows.put(String.join(" ", cells.subList(0, wordColumns)), numbers);
        }
        return rows;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
