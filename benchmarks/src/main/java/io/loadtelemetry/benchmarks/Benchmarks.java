package io.loadtelemetry.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the measuring programs, each in a JVM of its own, in rounds: every program once, then every program again, so that
 * a machine that changes its speed changes it for all. Writes the raw figures and prints their medians.
 */
public final class Benchmarks {

    private static final long MOST_MINUTES = 5;

    private Benchmarks() {}

    /**
     * Measures.
     *
     * @param args {@code quick} or {@code full}, the folder for the raw figures, and, if not all, the names of sections
     * @throws IOException if a program cannot be started or the figures cannot be written
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Suite suite = args[0].equals("full") ? Suite.full() : Suite.quick();
        Path folder = Path.of(args[1]);
        List<String> wanted = List.of(args).subList(2, args.length);
        for (String name : wanted.isEmpty() ? suite.sections().keySet() : wanted) {
            Suite.Section section = suite.sections().get(name);
            if (section == null) {
                throw new IllegalArgumentException("there is no section \"" + name + "\" in " + args[0] + "; there are "
                        + suite.sections().keySet());
            }
            Figures figures = new Figures(name, args[0] + " " + name);
            for (int round = 1; round <= section.rounds(); round++) {
                for (Suite.Program program : section.programs()) {
                    figures.add(run(program));
                }
                System.err.println(name + ": round " + round + " of " + section.rounds());
            }
            figures.write(folder.resolve(name + ".json"));
            System.out.println(Table.of(figures));
        }
    }

    private static Collection<Result> run(Suite.Program program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"); // For Agrona.
        command.addAll(program.command());
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Result> results = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (Result.isResult(line)) {
                    results.add(Result.parse(line));
                }
            }
        }
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            System.err.println("exit " + process.exitValue() + " of " + String.join(" ", program.command()));
        }
        return results;
    }

    private static File nothing() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }
}
