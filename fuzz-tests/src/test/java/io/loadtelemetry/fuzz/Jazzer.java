package io.loadtelemetry.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs Jazzer in a JVM of its own. All that it writes is below one folder of the build. */
final class Jazzer {

    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
    private static final Pattern COVERED = Pattern.compile("cov: (\\d+) ft: (\\d+)");

    /** Far beyond the start of the JVM and its instrumentation, on a machine that is busy. */
    private static final int PATIENCE_SECONDS = 120;

    private final Path folder;

    Jazzer(Path folder) {
        this.folder = folder;
    }

    /** How a run ended. */
    record Outcome(int exitCode, String log, Path folder) {

        /** Jazzer gives up before the first input where its library or its instrumentation does not know the JVM. */
        boolean couldNotRun() {
            return exitCode != 0
                    && (log.contains("UnsatisfiedLinkError") || log.contains("Unsupported class file major version"));
        }

        boolean foundNothing() {
            return exitCode == 0;
        }

        String figures() {
            Matcher done = DONE.matcher(log);
            Matcher covered = COVERED.matcher(log);
            String coverage = "";
            while (covered.find()) {
                coverage = ", " + covered.group(1) + " edges and " + covered.group(2) + " features covered";
            }
            return (done.find() ? done.group(1) + " runs in " + done.group(2) + " s" : "ended early") + coverage;
        }

        /** The end of the log, in which a finding is told. */
        String tail() {
            return log.substring(Math.max(0, log.length() - 6000));
        }
    }

    /** Whether there is a native library of Jazzer for this platform. */
    static boolean fits() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = os.contains("linux") ? "linux" : os.contains("mac") ? "macos" : "windows";
        String arch = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        String library = switch (name) {
            case "linux" -> "libjazzer_driver.so";
            case "macos" -> "libjazzer_driver.dylib";
            default -> "jazzer_driver.dll";
        };
        return Jazzer.class.getResource(
                        "/com/code_intelligence/jazzer/driver/jazzer_driver_" + name + '_' + arch + '/' + library)
                != null;
    }

    Outcome run(FuzzTarget target, int seconds, long runs, long seed) throws IOException, InterruptedException {
        Path own = folder.resolve(target.type().getSimpleName());
        Path found = Files.createDirectories(own.resolve("corpus"));
        Path log = own.resolve("log.txt");
        deleteFindings(own);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // Most of a short run is start: the instrumentation is not worth the second compiler.
                seconds <= 10 ? "-XX:TieredStopAtLevel=1" : "-XX:+UseParallelGC",
                "-Djava.io.tmpdir=" + Files.createDirectories(own.resolve("tmp")),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type().getName(),
                "--instrumentation_includes=io.loadtelemetry.api.**:io.loadtelemetry.core.**:io.loadtelemetry.recorder.**",
                "--custom_hook_includes=io.loadtelemetry.**",
                "--reproducer_path=" + own,
                "-artifact_prefix=" + own + "/",
                "-max_total_time=" + seconds,
                "-runs=" + runs,
                "-seed=" + seed,
                "-timeout=10",
                "-rss_limit_mb=0",
                "-print_final_stats=1",
                found.toString(),
                Corpus.folder(target).toString()));
        Process process = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("Jazzer did not end: " + log);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Outcome(process.exitValue(), Files.readString(log), own);
    }

    private static void deleteFindings(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }
}
