package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of the packaged demo in a JVM of its own, and what it printed. */
record DemoRun(int status, Duration elapsed, String out, String err) {

    private static final long MOST_SECONDS = 60;

    /** Starts it and waits for its end. */
    static DemoRun run(Path demo, Path folder, Map<String, String> variables, String... options) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(demo.resolve("demo").toString())
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.command().addAll(List.of(options));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("(OTEL|TELEMETRY)_.*|JAVA_OPTS|JAVA_TOOL_OPTIONS"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
        environment.putAll(variables);
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                    .as("the demo ended")
                    .isTrue();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            return new DemoRun(process.exitValue(), elapsed, Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    /** A cell of the last row, which is that of all requests, in the table of service times. */
    private double total(int column) throws IOException {
        List<String> rows = out.lines()
                .dropWhile(line -> !line.startsWith("Requests"))
                .takeWhile(line -> !line.isBlank())
                .toList();
        assertThat(rows).as("the table of requests in %s", out).isNotEmpty();
        String[] cells = rows.get(rows.size() - 1).strip().split("\\s{2,}", -1);
        return Double.parseDouble(cells[column].replace(",", ""));
    }

    double perSecond() throws IOException {
        return total(3);
    }

    double p99Millis() throws IOException {
        return total(6);
    }

    /** Published, recorded, dropped and pending of a recorder, as it was printed. */
    long[] accounting(String recorder) {
        Matcher row = Pattern.compile("(?m)^ +" + recorder + " +([\\d,]+) +([\\d,]+) +([\\d,]+) +([\\d,]+)( .*)?$")
                .matcher(out);
        assertThat(row.find()).as("the accounting of %s in %s", recorder, out).isTrue();
        long[] numbers = new long[4];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.parseLong(row.group(i + 1).replace(",", ""));
        }
        return numbers;
    }
}
