package io.loadtelemetry.core;

import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.fuzz.Expect;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Any bytes as a snapshot, as they are and as the content of one whose length and checksum are right: refused in one line, or
 * read as something that is written and read again the same.
 */
public final class SnapshotFuzz {

    private static final LatencyBuckets BUCKETS = new LatencyBuckets(3);

    private SnapshotFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) throws SnapshotException {
        Fleet fleet = new Fleet("run", 3, Long.MAX_VALUE, true, () -> 0, new Subjects(100)::endpoint);
        merge(fleet, bytes);
        byte[] snapshot = enclosed(bytes);
        merge(fleet, snapshot);
        Snapshot read;
        try {
            read = new SnapshotReader(BUCKETS).read(snapshot);
        } catch (SnapshotException e) {
            Expect.oneLine(e.getMessage());
            return;
        }
        byte[] once = written(read);
        byte[] twice = written(new SnapshotReader(BUCKETS).read(once));
        Expect.that(Arrays.equals(once, twice), "what was read is written and read again the same");
    }

    private static void merge(Fleet fleet, byte[] bytes) {
        MergeResult result = fleet.merge(bytes);
        if (result.outcome() == MergeResult.Outcome.MERGED) {
            Expect.equal(MergeResult.DUPLICATE, fleet.merge(bytes), "the second time");
        } else {
            Expect.oneLine(result.reason());
        }
    }

    private static byte[] written(Snapshot snapshot) {
        SnapshotWriter writer = new SnapshotWriter(BUCKETS);
        snapshot.endpoints().forEach(writer::add);
        return writer.end(snapshot.head());
    }

    private static byte[] enclosed(byte[] content) {
        ByteBuffer all = ByteBuffer.allocate(SnapshotWriter.HEADER + content.length + Integer.BYTES);
        all.putInt(SnapshotWriter.MAGIC)
                .put((byte) SnapshotWriter.VERSION)
                .putInt(content.length)
                .put(content);
        CRC32C crc = new CRC32C();
        crc.update(all.array(), 0, all.position());
        return all.putInt((int) crc.getValue()).array();
    }
}
