package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.MergeResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SnapshotSenderTest {

    private static final int LARGE = 1 << 20;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path directory;

    private Path path;
    private final List<Integer> arrived = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean away;

    @BeforeEach
    void name() {
        path = directory.resolve("deeper").resolve("w.snapshots");
    }

    /** What a sender needs of a snapshot: its header; and a number to know it by. */
    private static byte[] snapshot(int number, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        bytes.putInt(SnapshotWriter.MAGIC).put((byte) 1).putInt(size - SnapshotWriter.HEADER - Integer.BYTES);
        return bytes.putInt(number).array();
    }

    private static int number(byte[] snapshot) {
        return ByteBuffer.wrap(snapshot).getInt(SnapshotWriter.HEADER);
    }

    private MergeResult take(byte[] snapshot) throws IOException {
        if (away) {
            throw new IOException("the master is away");
        }
        arrived.add(number(snapshot));
        return MergeResult.MERGED;
    }

    private SnapshotSender sender(SnapshotSender.Carrier carrier) {
        SnapshotSender sender = new SnapshotSender(carrier, new SnapshotFile(path), new Warnings());
        sender.start();
        return sender;
    }

    /** The numbers of the snapshots in the file that nobody took. */
    private List<Integer> kept() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(path));
        while (all.hasRemaining()) {
            int at = all.position();
            int length = all.getInt(at + 5) + SnapshotWriter.HEADER + Integer.BYTES;
            if (all.getInt(at) == SnapshotWriter.MAGIC) {
                numbers.add(all.getInt(at + SnapshotWriter.HEADER));
            } else {
                assertThat(all.getInt(at)).isEqualTo(SnapshotFile.DONE);
            }
            all.position(at + length);
        }
        return numbers;
    }

    @Test
    void whatTheMasterTakesIsInNoFile() throws Exception {
        SnapshotSender sender = sender(this::take);
        for (int i = 0; i < 100; i++) {
            sender.offer(snapshot(i, 100));
        }
        sender.finish(5 * SECOND);
        assertThat(arrived).hasSize(100).doesNotHaveDuplicates().isSorted();
        assertThat(path.getParent()).doesNotExist();
    }

    @Test
    void whileTheMasterIsAwaySnapshotsWaitInMemoryThenInTheFileAndArriveOnceWhenItIsBack() throws Exception {
        away = true;
        SnapshotSender sender = sender(this::take);
        for (int i = 0; i < 14; i++) {
            sender.offer(snapshot(i, LARGE));
        }
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> Files.exists(path) && Files.size(path) >= 6 * LARGE);
        away = false;
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> arrived.size() == 14);
        assertThat(kept()).isEmpty();
        sender.finish(5 * SECOND);
        assertThat(arrived).hasSize(14).doesNotHaveDuplicates();
        assertThat(path).doesNotExist();
    }

    @Test
    void aMasterThatNeverComesBackLeavesAllInTheFileInBoundedTime() throws Exception {
        away = true;
        SnapshotSender sender = sender(this::take);
        for (int i = 0; i < 14; i++) {
            sender.offer(snapshot(i, LARGE));
        }
        long start = System.nanoTime();
        sender.finish(SECOND);
        assertThat(System.nanoTime() - start).isLessThan(20 * SECOND);
        assertThat(kept()).hasSize(14).doesNotHaveDuplicates();
    }

    @Test
    void whatWasSentLaterIsMarkedSoThatTheFileCountsItNot() throws Exception {
        away = true;
        SnapshotSender sender = sender(snapshot -> {
            MergeResult result = take(snapshot);
            away = arrived.size() >= 11;
            return result;
        });
        for (int i = 0; i < 14; i++) {
            sender.offer(snapshot(i, LARGE));
        }
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> Files.exists(path) && Files.size(path) >= 6 * LARGE);
        away = false;
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> away);
        sender.finish(SECOND);
        List<Integer> both = new ArrayList<>(arrived);
        both.addAll(kept());
        assertThat(both).hasSize(14).doesNotHaveDuplicates();
        assertThat(arrived).hasSize(11);
    }

    @Test
    void whatTheMasterRefusesIsKeptAndNotSentAgain() throws Exception {
        SnapshotSender sender = sender(snapshot -> {
            MergeResult unused = take(snapshot);
            return number(snapshot) == 1 ? MergeResult.refused("no") : MergeResult.MERGED;
        });
        for (int i = 0; i < 3; i++) {
            sender.offer(snapshot(i, 100));
        }
        sender.finish(5 * SECOND);
        assertThat(arrived).containsExactly(0, 1, 2);
        assertThat(kept()).containsExactly(1);
    }

    @Test
    void whatTheMasterCannotTakeYetIsSentAgain() throws Exception {
        SnapshotSender sender = sender(snapshot -> {
            MergeResult unused = take(snapshot);
            return arrived.size() < 3 ? MergeResult.later("not yet") : MergeResult.MERGED;
        });
        sender.offer(snapshot(7, 100));
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> arrived.size() == 3);
        sender.finish(5 * SECOND);
        assertThat(arrived).containsExactly(7, 7, 7);
        assertThat(path).doesNotExist();
    }

    @Test
    void aCarrierThatHangsHoldsNobodyUp() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        SnapshotSender sender = sender(snapshot -> {
            while (hanging.getCount() > 0) {
                try {
                    hanging.await();
                } catch (InterruptedException e) {
                    // As a bad carrier does.
                }
            }
            return MergeResult.MERGED;
        });
        long start = System.nanoTime();
        for (int i = 0; i < 40; i++) {
            sender.offer(snapshot(i, LARGE));
        }
        assertThat(System.nanoTime() - start).isLessThan(5 * SECOND);
        sender.finish(SECOND);
        assertThat(System.nanoTime() - start).isLessThan(20 * SECOND);
        // So many bytes are kept in memory; those beyond are lost, and told.
        assertThat(kept()).hasSize(16).isSorted();
        hanging.countDown();
    }

    @Test
    void aFileThatCannotBeWrittenLosesWhatItWouldHoldAndNothingElse() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("deeper"), "a file where a directory should be");
        away = true;
        SnapshotSender sender = sender(this::take);
        for (int i = 0; i < 14; i++) {
            sender.offer(snapshot(i, LARGE));
        }
        Thread.sleep(500);
        away = false;
        sender.finish(10 * SECOND);
        assertThat(arrived).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void aFileOfAnotherRunStaysAsItIs() throws Exception {
        Files.createDirectories(path.getParent());
        Files.write(path, snapshot(99, 200));
        SnapshotSender sender = sender(snapshot -> number(snapshot) == 1 ? MergeResult.refused("no") : take(snapshot));
        sender.offer(snapshot(1, 100));
        sender.offer(snapshot(2, 100));
        sender.finish(5 * SECOND);
        assertThat(kept()).containsExactly(99, 1);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theFileIsTheUsersAloneAndALinkInItsPlaceIsNotFollowed() throws Exception {
        SnapshotSender sender = sender(snapshot -> MergeResult.refused("no"));
        sender.offer(snapshot(1, 100));
        sender.finish(5 * SECOND);
        assertThat(Files.getPosixFilePermissions(path))
                .containsOnly(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

        Path elsewhere = Files.createFile(directory.resolve("elsewhere"));
        Files.delete(path);
        Files.createSymbolicLink(path, elsewhere);
        SnapshotSender second = sender(snapshot -> MergeResult.refused("no"));
        second.offer(snapshot(1, 100));
        second.finish(5 * SECOND);
        assertThat(elsewhere).isEmptyFile();
    }
}
