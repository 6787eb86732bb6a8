package io.loadtelemetry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds and runs a load tool against the packaged jar and nothing else, on the classpath and on the module path. */
class NoDependenciesIT {

    private static final Path JAR = Path.of(System.getProperty("telemetry.api.jar"));

    private static final String LOAD_TOOL = """
            package tool;

            import io.loadtelemetry.api.*;
            import java.util.Map;

            public class LoadTool {
                public static void main(String[] args) {
                    for (int run = 0; run < 2; run++) {
                        try (Telemetry telemetry = Telemetry.builder("plan").start()) {
                            RequestRecorder cart = telemetry.request(Endpoint.of("GET", "/cart").withScenario("buy"));
                            cart.success(telemetry.now(), telemetry.now());
                            telemetry.event("deploy", Map.of("version", 1));
                        }
                    }
                    System.out.println("the load test ran");
                }
            }
            """;

    @TempDir
    Path folder;

    private Path classes;

    @BeforeEach
    void writeSources() throws IOException {
        classes = folder.resolve("classes");
        Files.createDirectories(folder.resolve("src/tool"));
        Files.writeString(folder.resolve("src/tool/LoadTool.java"), LOAD_TOOL);
        Files.writeString(folder.resolve("src/module-info.java"), "module tool { requires io.loadtelemetry.api; }");
    }

    @Test
    void aLoadToolBuildsAndRunsAgainstTheJarAloneOnTheClasspath() throws Exception {
        // -Werror: not even an annotation of the jar may be missing something.
        run("javac", "-Xlint:all", "-Werror", "-cp", JAR, "-d", classes, folder.resolve("src/tool/LoadTool.java"));

        List<String> output = run("java", "-cp", JAR + System.getProperty("path.separator") + classes, "tool.LoadTool");

        assertSaysOnceThatNothingIsRecorded(output);
    }

    @Test
    void aLoadToolBuildsAndRunsAgainstTheJarAloneOnTheModulePath() throws Exception {
        run(
                "javac",
                "-Xlint:all",
                "-Werror",
                "-p",
                JAR,
                "-d",
                classes,
                folder.resolve("src/module-info.java"),
                folder.resolve("src/tool/LoadTool.java"));

        List<String> output =
                run("java", "-p", JAR + System.getProperty("path.separator") + classes, "-m", "tool/tool.LoadTool");

        assertSaysOnceThatNothingIsRecorded(output);
    }

    @Test
    void theJarNeedsNothingButJavaBase() throws Exception {
        List<String> modules =
                run("jdeps", "--multi-release", "17", "--print-module-deps", "--ignore-missing-deps", JAR);

        assertThat(modules).containsExactly("java.base");
    }

    private static void assertSaysOnceThatNothingIsRecorded(List<String> output) {
        assertThat(output).contains("the load test ran");
        assertThat(output)
                .filteredOn(line -> line.contains("telemetry-core is not on the classpath: nothing is recorded"))
                .hasSize(1);
    }

    private List<String> run(String tool, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path output = folder.resolve(tool + ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output);
        assertThat(process.exitValue()).as("%s printed %s", tool, lines).isZero();
        return lines;
    }
}
