package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real jars on the class path of a load tool, each with a recorder that cannot be used for another reason. */
@Timeout(120)
class RecorderCannotLoadTest {

    private static final String NEEDS_MISSING = " new Missing(); ";
    private static final String MISSING = "class Missing {}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path jar(String name, String source) throws IOException {
        return RecorderJar.make(folder, name, name, source);
    }

    private Path jar(String name, String members, String recorder) throws IOException {
        return jar(
                name, RecorderJar.source(name, '"' + name.toLowerCase(java.util.Locale.ROOT) + '"', members, recorder));
    }

    private JavaChild child(List<Path> jars) {
        return new JavaChild(folder)
                .jars(jars)
                .environment("TELEMETRY_JSON_PATH", folder.resolve("run.jsonl").toString())
                .environment("TELEMETRY_JSON_REQUESTS", "all")
                .environment(
                        "TELEMETRY_SLOWEST_PATH", folder.resolve("slowest.txt").toString())
                .environment("OTEL_SDK_DISABLED", "true");
    }

    @Test
    void eachIsNamedInOneLineAndTheOthersLoseNothing() throws Exception {
        Map<String, Path> broken = new TreeMap<>();
        broken.put(
                "Linked",
                jar(
                        "Linked",
                        RecorderJar.source("Linked", "\"linked\"", "", "")
                                        .replace("implements", "extends Missing implements")
                                + MISSING));
        broken.put(
                "Silent",
                jar(
                        "Silent",
                        RecorderJar.source(
                                        "Silent",
                                        "fail()",
                                        "String fail() {" + NEEDS_MISSING + "return \"silent\"; }",
                                        "")
                                + MISSING));
        broken.put(
                "Loud",
                jar(
                        "Loud",
                        RecorderJar.source(
                                "Loud",
                                "fail()",
                                "String fail() { throw new AssertionError(\"tweet-plover\"); }",
                                "")));
        broken.put("Built", jar("Built", "public Built() { throw new StackOverflowError(); }", ""));
        broken.put(
                "Static", jar("Static", "static { if (true) throw new IllegalStateException(\"tweet-plover\"); }", ""));
        broken.put(
                "Abstract",
                jar(
                        "Abstract",
                        RecorderJar.source("Abstract", "\"abstract\"", "", "")
                                .replace("public class", "public abstract class")));
        broken.put("Private", jar("Private", "private Private() {}", ""));
        broken.put("Stranger", jar("Stranger", "public class Stranger {}"));
        broken.put("Capital", jar("Capital", RecorderJar.source("Capital", "\"CAPITAL\"", "", "")));
        broken.put("syntax.jar", RecorderJar.make(folder, "syntax", "this is = no class name\n", ""));
        broken.put("NoSuchClass", RecorderJar.make(folder, "absent", "NoSuchClass\n", ""));
        broken.put(
                "recorder unmade",
                jar(
                        "Unmade",
                        RecorderJar.source("Unmade", "\"unmade\"", "", "")
                                        .replace("return new io", NEEDS_MISSING + "return new io")
                                + MISSING));
        broken.put(
                "recorder unstarted",
                jar(
                        "Unstarted",
                        RecorderJar.source(
                                        "Unstarted", "\"unstarted\"", "", "public void start() {" + NEEDS_MISSING + "}")
                                + MISSING));
        List<Path> jars = new java.util.ArrayList<>(broken.values());
        jars.add(jar("Healthy", "", ""));

        try (JavaChild child = child(jars)) {
            JavaChild.Ended ended = child.start(RecorderCannotLoadMain.class).await();

            assertThat(ended.exit()).as(ended.err()).isZero();
            List<String> warnings = ended.err()
                    .lines()
                    .filter(line -> line.startsWith("WARNING: "))
                    .toList();
            for (String name : broken.keySet()) {
                assertThat(warnings)
                        .as("%s", name)
                        .filteredOn(line -> line.contains(name) && !line.contains("dropped so far"))
                        .hasSize(1);
            }
            assertThat(ended.err()).doesNotContain("\tat ").doesNotContain("tweet-");
            Map<String, String> books = new TreeMap<>();
            ended.out()
                    .lines()
                    .forEach(line ->
                            books.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
            assertThat(books)
                    .containsOnlyKeys("statistics", "healthy", "json", "otel", "slowest", "system", "unstarted");
            assertThat(books.values()).allMatch(text -> text.startsWith("balanced"));
            assertThat(books.get("healthy")).endsWith(" dropped 0");
            assertThat(books.get("json")).endsWith(" dropped 0");
            assertThat(books.get("unstarted")).startsWith("balanced 0 ");
            assertThat(Files.readAllLines(folder.resolve("run.jsonl")).stream()
                            .filter(line -> line.contains("\"type\":\"request\"")))
                    .hasSize(RecorderCannotLoadMain.REQUESTS);
            Fault.RECORDER_CANNOT_LOAD.seen(
                    this,
                    "13 broken jars",
                    "each named in one line, the healthy ones beside lost 0 of %,d requests, exit code 0",
                    RecorderCannotLoadMain.REQUESTS);
        }
    }

    @Test
    void twoWithOneIdAreOneErrorThatNamesBoth() throws Exception {
        List<Path> jars = List.of(
                jar("One", RecorderJar.source("One", "\"same\"", "", "")),
                jar("Two", RecorderJar.source("Two", "\"same\"", "", "")));
        try (JavaChild child = child(jars)) {
            JavaChild.Ended ended = child.start(RecorderCannotLoadMain.class).await();
            assertThat(ended.exit()).isOne();
            assertThat(ended.err().lines().filter(line -> line.contains("two recorders have the id same")))
                    .singleElement()
                    .asString()
                    .contains("One (One.jar)", "Two (Two.jar)");
            Fault.RECORDER_CANNOT_LOAD.seen(this, "two with one id", "one error with both names and jars, no run");
        }
    }

    @Test
    void aSelectedOneThatCannotLoadIsAnErrorWithTheReason() throws Exception {
        List<Path> jars = List.of(jar(
                "Linked",
                RecorderJar.source("Linked", "\"linked\"", "", "").replace("implements", "extends Missing implements")
                        + MISSING));
        try (JavaChild child = child(jars)) {
            JavaChild.Ended ended = child.environment("TELEMETRY_RECORDERS", "json,linked")
                    .start(RecorderCannotLoadMain.class)
                    .await();
            assertThat(ended.exit()).isOne();
            assertThat(ended.err())
                    .contains("there is no recorder \"linked\"; ")
                    .contains("Linked", "Missing");
        }
    }
}
