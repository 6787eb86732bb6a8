package io.loadtelemetry.recorder.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.systemtest.Sampling;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The recorder in JVMs of its own: with and without its libraries, on the classpath and on the module path. */
@Timeout(120)
class ChildJvmTest {

    private static final String ALL = ".*";
    private static final String ALL_BUT_OSHI = "(?!.*oshi-[^/]*jar).*";
    // What a user has on the module path, whether as jars or as folders of this build.
    private static final String LIBRARIES =
            ".*recorder-system.target.classes|.*telemetry-api.*|.*(oshi-|jna-|slf4j-api)[^/]*jar";
    private static final String TESTS = ".*test-classes|.*(assertj|awaitility|hamcrest)[^/]*jar";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void creatingTheRecorderLoadsNothingOfOshiAndStartsNoThread() throws Exception {
        List<String> lines = run(List.of("-verbose:class", "-cp", classpath(ALL)), "0", "0");
        assertThat(lines).contains("done");
        assertThat(lines).noneMatch(line -> line.contains(" oshi.") || line.contains(" com.sun.jna."));
    }

    @Test
    void withoutOshiTheRestIsMeasuredAndOneWarningSaysWhatIsNot() throws Exception {
        List<String> lines = run(List.of("-cp", classpath(ALL_BUT_OSHI)), "2", "0");
        assertThat(lines)
                .contains("metric process.cpu.utilization", "metric jvm.memory.used", "metric jvm.thread.count")
                .doesNotContain("metric system.memory.usage", "metric system.cpu.utilization");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("warning "))
                .singleElement()
                .asString()
                .contains("host CPU, host memory", "NoClassDefFoundError", "oshi");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutTheNativeLibraryTheRestIsMeasured() throws Exception {
        List<String> lines = run(List.of("-Djna.nounpack=true", "-Djna.nosys=true", "-cp", classpath(ALL)), "2", "0");
        assertThat(lines)
                .contains(
                        "metric process.cpu.utilization",
                        "metric process.memory.usage",
                        "metric system.network.io",
                        "metric jvm.memory.used");
        assertThat(lines.stream().filter(line -> line.startsWith("warning ")).count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void everythingIsMeasuredOnTheModulePathAndNothingIsSaidOnTheConsole() throws Exception {
        List<String> lines = run(
                List.of(
                        "--enable-native-access=com.sun.jna",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-p",
                        classpath(LIBRARIES),
                        "--add-modules",
                        "io.loadtelemetry.recorder.system",
                        "-cp",
                        classpath(TESTS)),
                "4",
                "0");
        assertThat(lines).containsExactlyElementsOf(complete("io.loadtelemetry.recorder.system"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFlagsOfTheReferenceKeepTheConsoleCleanOnTheClasspath() throws Exception {
        List<String> lines = run(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        classpath(ALL)),
                "4",
                "0");
        assertThat(lines).containsExactlyElementsOf(complete("null"));
    }

    @Test
    void theShareIsThatOfTheCpusTheProcessMayUse() throws Exception {
        int cpus = Runtime.getRuntime().availableProcessors();
        // A JVM that is told of ten times the CPUs there are can never use more than a tenth of "its" CPUs.
        List<String> lines =
                run(List.of("-XX:ActiveProcessorCount=" + 10 * cpus, "-cp", classpath(ALL)), "8", String.valueOf(cpus));
        List<Double> shares = lines.stream()
                .filter(line -> line.startsWith("share "))
                .map(line -> Double.valueOf(line.substring("share ".length())))
                .toList();
        assertThat(shares).hasSizeGreaterThanOrEqualTo(8);
        // The CPU time of a process is counted in ticks of 10 ms.
        assertThat(shares).allSatisfy(share -> assertThat(share).isBetween(0.0, 0.15));
        assertThat(shares).anySatisfy(share -> assertThat(share).isGreaterThan(0.005));
    }

    private static List<String> complete(String module) {
        List<String> lines = new ArrayList<>(List.of("module " + module));
        Arrays.stream(Metric.values())
                .map(metric -> "metric " + metric.metricName())
                .sorted()
                .forEach(lines::add);
        lines.add("done");
        return lines;
    }

    private static String classpath(String wanted) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.matches(wanted))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<String> run(List<String> options, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(options);
        command.add(Sampling.class.getName());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "child", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ended by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as("%s", lines).isZero();
        return lines;
    }
}
