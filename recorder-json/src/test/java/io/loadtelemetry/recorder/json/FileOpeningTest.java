package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.SampleEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the key {@code telemetry.json.path} when a run starts. */
@Timeout(60)
class FileOpeningTest {

    @TempDir
    Path folder;

    @Test
    void aNewFileIsForItsOwnerOnlyAndItsFoldersAreMade() throws Exception {
        Path file = folder.resolve("a/b/run.jsonl");
        run(file);
        assertThat(Lines.read(file)).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anExistingFileIsAppendedTo() throws Exception {
        Path file = folder.resolve("run.jsonl");
        run(file);
        run(file);
        assertThat(Lines.read(file)).hasSize(4);
    }

    @Test
    void placeholdersAreReplaced() throws Exception {
        run(folder.resolve("{node}/{run_id}.jsonl"));
        assertThat(folder.resolve("standalone/" + SampleEvents.run().runId() + ".jsonl"))
                .isRegularFile();
    }

    @Test
    void aPlaceholderNeverLeadsElsewhere() {
        var node = new io.loadtelemetry.api.Node("../../etc/x", io.loadtelemetry.api.Role.WORKER, "id");
        assertThat(PathTemplate.resolve(folder + "/{node}.jsonl", SampleEvents.run(), node))
                .isEqualTo(folder.resolve(".._.._etc_x.jsonl"));
        node = new io.loadtelemetry.api.Node("..", io.loadtelemetry.api.Role.WORKER, "id");
        assertThat(PathTemplate.resolve(folder + "/{node}/run.jsonl", SampleEvents.run(), node))
                .isEqualTo(folder.resolve("_/run.jsonl"));
    }

    @Test
    void anUnknownPlaceholderIsAnError() {
        refused(folder.resolve("{pid}.jsonl").toString(), "{pid}", "{run_id}", "{node}");
        refused(folder.resolve("{node.jsonl").toString(), "{node.jsonl");
    }

    @Test
    void aFolderIsAnError() {
        refused(folder.toString(), "it is a folder");
        refused(folder + "/new/", "it names a folder");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void aPlaceWhereNoFileCanBeMadeIsAnError() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        refused(inTheWay.resolve("run.jsonl").toString(), inTheWay.toString());
        refused("/proc/no-such-folder/run.jsonl", "/proc/no-such-folder");
        refused("a\0b", "it is not a path");
    }

    @Test
    void aFileWithoutPermissionIsAnError() throws Exception {
        Path file = Files.createFile(folder.resolve("run.jsonl"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeThat(Files.isWritable(file)).as("root may write anything").isFalse();
        refused(file.toString(), "Permission denied");
    }

    @Test
    void aSymbolicLinkIsNotFollowed() throws Exception {
        Path target = folder.resolve("precious");
        Path link = Files.createSymbolicLink(folder.resolve("run.jsonl"), target);
        refused(link.toString(), "symbolic link");
        assertThat(target).doesNotExist();
        Files.writeString(target, "precious");
        refused(link.toString(), "symbolic link");
        assertThat(target).hasContent("precious");
    }

    @Test
    void aFileOfSomethingElseStaysAsItIs() throws Exception {
        for (String content : List.of(
                "users=100\n",
                "[1,2]",
                "\n",
                "{\n  \"pretty\": 1\n}",
                "{\n  \"pretty\": 1\n}\n",
                "{\"a\":1}\nnot json")) {
            Path file = Files.writeString(folder.resolve("other"), content);
            refused(file.toString(), "left alone");
            assertThat(file).hasContent(content);
            Files.delete(file);
        }
    }

    @Test
    void aTornLastLineIsCutOffAndTold() throws Exception {
        Path file = folder.resolve("run.jsonl");
        run(file);
        byte[] whole = Files.readAllBytes(file);
        for (int cut : new int[] {1, 2, 40, 200}) {
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length - cut));
            List<String> warnings = run(file);
            // Only the end of the line was missing: then nothing is lost, and there is nothing to tell.
            assertThat(Lines.read(file)).hasSize(cut == 1 ? 4 : 3);
            if (cut > 1) {
                assertThat(warnings).singleElement().asString().contains("unfinished line", " bytes were cut off");
            } else {
                assertThat(warnings).isEmpty();
            }
        }
        Files.writeString(file, "{\"schema\":1,\"ti");
        run(file);
        assertThat(Lines.read(file)).hasSize(2);
        Files.write(file, new byte[5000]);
        run(file);
        assertThat(Lines.read(file)).hasSize(2);
    }

    @Test
    void aTornLineThatIsLongerThanABlockIsCutOffToo() throws Exception {
        Path file = folder.resolve("run.jsonl");
        run(file);
        Files.writeString(file, Files.readString(file) + "{\"schema\":1,\"name\":\"" + "x".repeat(300_000));
        run(file);
        assertThat(Lines.read(file)).hasSize(4);
    }

    @Test
    void aSecondRunOnTheSameFileIsRefusedAndHarmsNothing() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (RecorderHarness first = RecorderHarness.start(new JsonRecorderProvider(), options(file.toString()))) {
            first.recordBatch(List.of(SampleEvents.testStart()));
            refused(file.toString(), "another run is writing to it");
            // A second look, as a failed attempt must not have given up the first one's lock.
            refused(file.toString(), "another run is writing to it");
            try (ChildJvm child = ChildJvm.start(file, folder.resolve("stop"), "")) {
                assertThat(child.await("Exception in thread \"main\" ")).contains("another run is writing to it");
            }
            first.recordBatch(List.of(SampleEvents.testStop()));
        }
        assertThat(Lines.read(file)).hasSize(2);
        run(file);
        assertThat(Lines.read(file)).hasSize(4);
    }

    @Test
    void aRunOfAnotherProcessKeepsTheFile() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (ChildJvm child = ChildJvm.start(file, folder.resolve("stop"), "")) {
            child.await("running");
            refused(file.toString(), "another run is writing to it");
            child.kill();
            run(file);
        }
    }

    /** A run of two lines; gives its warnings. */
    private List<String> run(Path file) throws Exception {
        try (RecorderHarness harness = RecorderHarness.start(new JsonRecorderProvider(), options(file.toString()))) {
            harness.record(SampleEvents.testStart(), SampleEvents.testStop());
            assertThat(harness.failures()).isEmpty();
            return harness.warnings();
        }
    }

    private static void refused(String path, String... because) {
        assertThatThrownBy(() -> RecorderHarness.start(new JsonRecorderProvider(), options(path))
                        .close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.json.path=" + path.replace('\0', '?'))
                .hasMessageContaining("allowed is")
                .hasMessageContainingAll(because);
    }

    private static Map<String, String> options(String path) {
        return Map.of("telemetry.json.path", path);
    }
}
