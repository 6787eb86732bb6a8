package io.loadtelemetry.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every target twice: with the inputs that are kept, in this JVM, so that what was found once is looked at for ever; and
 * under Jazzer in a JVM of its own, which looks for more, {@code fuzz.seconds} long.
 */
class FuzzTest {

    private static final List<String> TARGETS = List.of(
            "io.loadtelemetry.recorder.json.JsonLinesFuzz",
            "io.loadtelemetry.recorder.json.TornTailFuzz",
            "io.loadtelemetry.recorder.otel.OtelVariablesFuzz",
            "io.loadtelemetry.recorder.otel.PartialSuccessFuzz",
            "io.loadtelemetry.core.ConfigurationFuzz");

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 4);
    private static final Pattern RUNS = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    @TestFactory
    Stream<DynamicTest> withTheInputsThatAreKept() {
        return TARGETS.stream().map(target -> dynamicTest(target, () -> replay(target)));
    }

    @TestFactory
    Stream<DynamicTest> underJazzer() {
        // Two at once: half of the time a JVM starts and is instrumented.
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<Future<?>> runs = new ArrayList<>();
        TARGETS.forEach(target -> runs.add(two.submit(() -> {
            fuzz(target);
            return null;
        })));
        two.shutdown();
        return IntStream.range(0, TARGETS.size())
                .mapToObj(i -> dynamicTest(TARGETS.get(i), () -> runs.get(i).get()));
    }

    private static Path kept(String target) {
        return Path.of("src/test/resources/inputs", target.substring(target.lastIndexOf('.') + 1));
    }

    private static void replay(String target) throws Exception {
        Method method = Class.forName(target).getMethod("fuzzerTestOneInput", byte[].class);
        List<Path> inputs;
        try (Stream<Path> files = Files.list(kept(target))) {
            inputs = files.sorted().toList();
        }
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            try {
                method.invoke(null, (Object) Files.readAllBytes(input));
            } catch (InvocationTargetException e) {
                throw new AssertionError(input.toString(), e.getCause());
            }
        }
    }

    private static void fuzz(String target) throws Exception {
        Path output = Path.of(System.getProperty("fuzz.output", "target/fuzz")).resolve(target);
        Path corpus = Files.createDirectories(output.resolve("corpus"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target,
                "--instrumentation_includes=io.loadtelemetry.**",
                "--reproducer_path=" + output,
                "-artifact_prefix=" + output + '/',
                "-max_total_time=" + SECONDS,
                "-timeout=10",
                corpus.toString(),
                kept(target).toAbsolutePath().toString()));
        Path log = output.resolve("log.txt");
        Process jazzer = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(jazzer.waitFor(SECONDS + 90L, TimeUnit.SECONDS))
                    .as("Jazzer ended")
                    .isTrue();
        } finally {
            jazzer.destroyForcibly();
        }
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        assumeThat(text)
                .as("Jazzer has no library for this system; the inputs that are kept were looked at all the same")
                .doesNotContain("UnsatisfiedLinkError", "Could not find native library");
        assertThat(jazzer.exitValue())
                .as("found something: fix it, and keep the input %s/crash-… under %s\n%s", output, kept(target), text)
                .isZero();
        Matcher runs = RUNS.matcher(text);
        assertThat(runs.find()).as(text).isTrue();
        System.out.println(target + ": " + runs.group());
        assertThat(Long.parseLong(runs.group(1))).isPositive();
    }
}
