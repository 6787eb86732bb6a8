package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.testkit.RequestSample;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The snapshots of many workers, made by the classes that make them in a worker. Workers share some hundred different
 * distributions; names, instances and numbers are each worker's own.
 */
final class FleetSimulation {

    private static final int DIFFERENT = 32;
    private static final int DIGITS = 3;
    static final long INTERVAL_NANOS = 2_000_000_000L;

    private final String runId;
    private final List<Node> workers = new ArrayList<>();
    private final List<List<Snapshot.Counted>> counted = new ArrayList<>();
    private final SnapshotWriter writer = new SnapshotWriter(new LatencyBuckets(DIGITS));
    private final List<byte[]> tails = new ArrayList<>();
    private long sequence;

    /**
     * Workers that have counted nothing yet.
     *
     * @param requests how many requests each counts at each endpoint in an interval
     */
    FleetSimulation(String runId, int count, int endpoints, int requests) {
        this.runId = runId;
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < count; i++) {
            workers.add(
                    new Node("worker-" + i, Role.WORKER, new UUID(random.nextLong(), random.nextLong()).toString()));
        }
        Slots slots = new Slots();
        for (int i = 0; i < DIFFERENT; i++) {
            List<Snapshot.Counted> each = new ArrayList<>();
            for (int endpoint = 0; endpoint < endpoints; endpoint++) {
                each.add(tally(endpoint, requests, random).counted(slots));
            }
            counted.add(each);
            tails.add(tail(each));
        }
    }

    private static RequestTally tally(int endpoint, int requests, SplittableRandom random) {
        Endpoint counted = Endpoint.of("GET", "/api/v1/resource-" + endpoint);
        RequestTally tally = new RequestTally(counted, new LatencyBuckets(DIGITS));
        for (int i = 0; i < requests; i++) {
            // Log-normal around 20 ms times the endpoint's own pace; one in a hundred fails.
            double nanos = Math.exp(0.6 * random.nextGaussian()) * 20e6 * (1 + endpoint % 7);
            String error = random.nextInt(100) == 0 ? "503" : null;
            tally.record(new RequestSample(
                    counted, 0, 0, (long) nanos, RequestRecorder.UNKNOWN, error, RequestRecorder.UNKNOWN, 200, 2000));
        }
        return tally;
    }

    /** The snapshots of all workers of the next interval. */
    List<byte[]> interval() {
        sequence++;
        List<byte[]> snapshots = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            snapshots.add(with(head(workers.get(i)), tails.get((int) ((i + sequence) % DIFFERENT))));
        }
        return snapshots;
    }

    private Snapshot.Head head(Node node) {
        return new Snapshot.Head(
                runId,
                node.name(),
                node.instanceId(),
                sequence,
                false,
                sequence * INTERVAL_NANOS,
                (sequence + 1) * INTERVAL_NANOS,
                OptionalLong.of(100),
                0,
                List.of());
    }

    /** What follows the head of a snapshot: encoding it for each worker anew would take longer than all that is measured. */
    private byte[] tail(List<Snapshot.Counted> endpoints) {
        Snapshot.Head head = head(workers.get(0));
        endpoints.forEach(writer::add);
        byte[] full = writer.end(head);
        return Arrays.copyOfRange(full, headEnd(writer.end(head)), full.length - Integer.BYTES);
    }

    /** Where in a snapshot without endpoints their number is, a byte before the checksum. */
    private static int headEnd(byte[] empty) {
        return empty.length - Integer.BYTES - 1;
    }

    private byte[] with(Snapshot.Head head, byte[] tail) {
        byte[] empty = writer.end(head);
        int end = headEnd(empty) + tail.length;
        ByteBuffer all = ByteBuffer.allocate(end + Integer.BYTES);
        all.put(empty, 0, headEnd(empty)).put(tail);
        all.putInt(Integer.BYTES + 1, end - SnapshotWriter.HEADER);
        CRC32C crc = new CRC32C();
        crc.update(all.array(), 0, end);
        return all.putInt((int) crc.getValue()).array();
    }

    /** How many requests one interval has. */
    long requests() {
        long sum = 0;
        for (int i = 0; i < workers.size(); i++) {
            for (Snapshot.Counted each : counted.get((int) ((i + sequence) % DIFFERENT))) {
                sum += each.service().count();
            }
        }
        return sum;
    }
}
