package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.testkit.RecorderHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RotationTest {

    private static final String ROTATED = "run-\\d{8}T\\d{6}Z-\\d{4,}\\.jsonl";

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private int number;

    @BeforeEach
    void setPath() {
        file = folder.resolve("run.jsonl");
    }

    @Test
    void noFileIsLargerThanTheSizeAndNoLineIsLost() throws Exception {
        try (RecorderHarness harness = start(Map.of("rotate.size", "4kB"))) {
            write(harness, 200);
            assertThat(harness.warnings()).isEmpty();
        }
        List<Path> rotated = rotated();
        assertThat(rotated).hasSizeGreaterThan(5);
        assertThat(rotated).allMatch(path -> path.getFileName().toString().matches(ROTATED));
        List<Path> all = new ArrayList<>(rotated);
        all.add(file);
        for (Path path : all) {
            assertThat(Files.size(path)).isBetween(1L, 4096L);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        }
        assertThat(numbers(all)).containsExactlyElementsOf(upTo(200));
    }

    @Test
    void aLineLargerThanTheSizeGetsAFileOfItsOwn() throws Exception {
        try (RecorderHarness harness = start(Map.of("rotate.size", "100"))) {
            write(harness, 5);
        }
        List<Path> all = new ArrayList<>(rotated());
        all.add(file);
        assertThat(all).hasSize(5);
        assertThat(numbers(all)).containsExactlyElementsOf(upTo(5));
    }

    @Test
    void aFileThatIsTooLargeAlreadyIsSetAsideFirst() throws Exception {
        try (RecorderHarness harness = start(Map.of())) {
            write(harness, 100);
        }
        try (RecorderHarness harness = start(Map.of("rotate.size", "4kB"))) {
            write(harness, 1);
        }
        assertThat(rotated()).hasSize(1);
        assertThat(Lines.read(file)).hasSize(1);
    }

    @Test
    void anOldFileIsSetAsideAlsoWhenNothingComes() throws Exception {
        try (RecorderHarness harness = start(Map.of("rotate.interval", "50ms"))) {
            write(harness, 1);
            await().until(() -> {
                harness.tick();
                return rotated().size() == 1;
            });
            assertThat(file).isEmptyFile();
            await().pollDelay(java.time.Duration.ofMillis(120)).until(() -> {
                harness.tick();
                return true;
            });
            // An empty file is never set aside.
            assertThat(rotated()).hasSize(1);
            write(harness, 1);
        }
        List<Path> all = new ArrayList<>(rotated());
        all.add(file);
        assertThat(numbers(all)).containsExactlyElementsOf(upTo(2));
    }

    @Test
    void theOldestGoWhereOnlySomeAreKept() throws Exception {
        Path stranger = Files.writeString(folder.resolve("run-20200101T000000Z-0001.txt"), "not ours");
        Path nearly = Files.writeString(folder.resolve("run-2-20200101T000000Z-0001.jsonl"), "not ours");
        try (RecorderHarness harness = start(Map.of("rotate.size", "2kB", "rotate.keep", "3"))) {
            write(harness, 200);
        }
        List<Path> all = new ArrayList<>(rotated());
        assertThat(all).hasSize(3);
        all.add(file);
        List<Integer> kept = numbers(all);
        assertThat(kept).containsExactlyElementsOf(upTo(200).subList(kept.get(0), 200));
        assertThat(stranger).exists();
        assertThat(nearly).exists();
    }

    @Test
    void filesSetAsideAreCompressedAndReadBackWhole() throws Exception {
        try (RecorderHarness harness = start(Map.of("rotate.size", "16kB", "rotate.gzip", "true"))) {
            write(harness, 500);
            assertThat(harness.warnings()).isEmpty();
        }
        List<Path> all = new ArrayList<>(rotated());
        assertThat(all).hasSizeGreaterThan(5).allMatch(path -> path.toString().endsWith(".jsonl.gz"));
        for (Path path : all) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        }
        all.add(file);
        assertThat(numbers(all)).containsExactlyElementsOf(upTo(500));
        try (Stream<Path> present = Files.list(folder)) {
            assertThat(present.toList()).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @Test
    void whatAKilledRunLeftUncompressedIsDoneByTheNextOne() throws Exception {
        Path left = Files.writeString(folder.resolve("run-20200101T000000Z-0001.jsonl"), "{}\n");
        Files.writeString(folder.resolve("run-20200101T000000Z-0001.jsonl.gz.part"), "half");
        // Killed after the compressed file had its name, and before the other one was deleted.
        Path twice = Files.writeString(folder.resolve("run-20200101T000000Z-0002.jsonl"), "{}\n{}\n");
        Files.writeString(folder.resolve(twice.getFileName() + ".gz"), "whole");
        // It sets nothing aside itself.
        try (RecorderHarness harness = start(Map.of("rotate.size", "1MB", "rotate.gzip", "true"))) {
            write(harness, 10);
            assertThat(harness.warnings()).isEmpty();
        }
        assertThat(left).doesNotExist();
        assertThat(twice).doesNotExist();
        assertThat(Lines.read(folder.resolve(twice.getFileName() + ".gz"))).hasSize(2);
        assertThat(folder.resolve(left.getFileName() + ".gz.part")).doesNotExist();
        assertThat(Lines.read(folder.resolve(left.getFileName() + ".gz"))).hasSize(1);
    }

    @Test
    void aNameThatIsTakenIsNotTakenAgain() throws Exception {
        RotatedFiles files = new RotatedFiles(file);
        Path first = Files.createFile(files.next(0));
        assertThat(first).hasFileName("run-19700101T000000Z-0001.jsonl");
        Files.createFile(folder.resolve("run-19700101T000000Z-0002.jsonl.gz"));
        assertThat(new RotatedFiles(file).next(0)).hasFileName("run-19700101T000000Z-0003.jsonl");
        assertThat(new RotatedFiles(folder.resolve("noextension")).next(0))
                .hasFileName("noextension-19700101T000000Z-0001");
        assertThat(files.list()).hasSize(2);
    }

    @Test
    void rotationOfTheStandardOutputIsToldToHaveNoEffect() throws Exception {
        try (RecorderHarness harness = RecorderHarness.start(
                new JsonRecorderProvider(),
                Map.of("telemetry.json.path", "/dev/null", "telemetry.json.rotate.size", "1kB"))) {
            assertThat(harness.warnings()).singleElement().asString().contains("telemetry.json.rotate");
        }
    }

    private RecorderHarness start(Map<String, String> rotation) throws Exception {
        Map<String, String> options = new HashMap<>(Map.of("telemetry.json.path", file.toString()));
        rotation.forEach((key, value) -> options.put("telemetry.json." + key, value));
        return RecorderHarness.start(new JsonRecorderProvider(), options);
    }

    private void write(RecorderHarness harness, int count) {
        for (int i = 0; i < count; i++) {
            harness.record(new Annotation(harness.context().now(), "note", Map.of("number", (long) number++)));
            if (i % 7 == 0) {
                harness.tick();
            }
        }
        harness.tick();
        assertThat(harness.failures()).isEmpty();
    }

    private List<Path> rotated() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.getFileName().toString().matches(ROTATED + "(\\.gz)?"))
                    .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private static List<Integer> numbers(List<Path> files) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (Path path : files) {
            for (JsonNode line : Lines.read(path)) {
                numbers.add(line.path("attributes").path("number").asInt());
            }
        }
        return numbers;
    }

    private static List<Integer> upTo(int end) {
        return Stream.iterate(0, i -> i + 1).limit(end).toList();
    }
}
