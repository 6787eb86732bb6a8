package io.loadtelemetry.faults;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, with the environment that a test gives it and nothing of ours from outside. */
final class JavaChild implements AutoCloseable {

    private final Path folder;
    private final ProcessBuilder builder = new ProcessBuilder();
    private final List<String> options = new ArrayList<>();
    private String classpath = System.getProperty("java.class.path");
    private Process process;

    /** What a child left behind. */
    record Ended(int exit, String out, String err) {}

    /** A child whose output goes to files in a folder of the test. */
    @SuppressWarnings("NullAway.Init")
    JavaChild(Path folder) {
        this.folder = folder;
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("TELEMETRY_")
                        || name.startsWith("OTEL_")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("JDK_JAVA_OPTIONS"));
    }

    JavaChild environment(String name, String value) {
        builder.environment().put(name, value);
        return this;
    }

    JavaChild option(String option) {
        options.add(option);
        return this;
    }

    /** Puts jars in front of the class path. */
    JavaChild jars(List<Path> jars) {
        jars.forEach(jar -> classpath = jar + File.pathSeparator + classpath);
        return this;
    }

    JavaChild start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.add("-cp");
        command.add(classpath);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        process = builder.command(command)
                .redirectOutput(out().toFile())
                .redirectError(err().toFile())
                .start();
        return this;
    }

    Path out() {
        return folder.resolve("stdout");
    }

    private Path err() {
        return folder.resolve("stderr");
    }

    String outSoFar() throws IOException {
        return Files.readString(out(), StandardCharsets.UTF_8);
    }

    boolean alive() {
        return process.isAlive();
    }

    Ended await() throws Exception {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the child does not end; so far: " + outSoFar() + Files.readString(err()));
        }
        return new Ended(process.exitValue(), outSoFar(), Files.readString(err(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
