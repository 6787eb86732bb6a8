package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.MergeResult.Outcome;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.event.WorkerLeave;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.CRC32C;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final String RUN = "018f0000-0000-7000-8000-000000000001";
    private static final long SECOND = 1_000_000_000L;
    private static final List<Endpoint> ENDPOINTS = List.of(
            Endpoint.OVERFLOW,
            Endpoint.of("GET", "/cart"),
            Endpoint.of("pay").withScenario("s").withTag("k", "v"));

    private long now = 1;
    private final Fleet fleet = fleet(3);
    private final List<Long> samples = new ArrayList<>();

    private Fleet fleet(int digits) {
        return new Fleet(RUN, digits, 10 * SECOND, false, () -> now, ENDPOINTS::indexOf);
    }

    private static Node node(String name, String instance) {
        return new Node(name, Role.WORKER, instance);
    }

    /** The snapshots of a worker that ran for so many intervals. */
    private List<byte[]> worker(Node node, int intervals, Random random) {
        List<byte[]> snapshots = new ArrayList<>();
        RequestStatistics statistics = new RequestStatistics(3, SECOND, 0, () -> OptionalLong.of(5), stats -> {});
        statistics.snapshots(new SnapshotMaker(RUN, node, 3, List::of, () -> 0, snapshots::add));
        MutableRequest request = new MutableRequest();
        for (int i = 1; i <= intervals; i++) {
            for (int n = random.nextInt(200) + 20; n > 0; n--) {
                int index = 1 + random.nextInt(2);
                long nanos = (long) (Math.exp(random.nextGaussian()) * 1_000_000);
                samples.add(nanos);
                statistics.record(request.endpoint(index, ENDPOINTS.get(index))
                        .took(nanos)
                        .bytes(1, 2)
                        .error(random.nextInt(10) == 0 ? "503" : null));
            }
            statistics.tick(i * SECOND);
        }
        statistics.finish(intervals * SECOND);
        return snapshots;
    }

    private static List<RequestStats> end(Fleet fleet) {
        List<RequestStats> all = new ArrayList<>();
        RequestStatistics master = new RequestStatistics(3, SECOND, 0, OptionalLong::empty, all::add);
        master.merge(fleet);
        master.finish(100 * SECOND);
        return all.stream()
                .filter(stats -> stats.window() == RequestStats.Window.RUN)
                .toList();
    }

    @Test
    void anyOrderAndAnyRepetitionGivesTheHistogramOfAllSamples() {
        Random random = new Random(11);
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.addAll(worker(node("w" + i, "i" + i), 5, random));
        }
        int count = all.size();
        all.addAll(List.copyOf(all));
        Collections.shuffle(all, random);
        List<Outcome> outcomes =
                all.stream().map(bytes -> fleet.merge(bytes).outcome()).toList();

        assertThat(Collections.frequency(outcomes, Outcome.MERGED)).isEqualTo(count);
        assertThat(Collections.frequency(outcomes, Outcome.DUPLICATE)).isEqualTo(count);
        List<RequestStats> stats = end(fleet);
        RequestStats total = stats.get(0);
        assertThat(stats).hasSize(3);
        assertThat(total.requests()).isEqualTo(samples.size());
        assertThat(total.bytesReceived()).isEqualTo(2L * samples.size());
        assertThat(stats.get(1).requests() + stats.get(2).requests()).isEqualTo(samples.size());
        assertThat(stats.get(1).failures() + stats.get(2).failures())
                .isEqualTo(total.failures())
                .isEqualTo(total.errors().get("503"));
        LatencyStats times = Objects.requireNonNull(total.serviceTime());
        long[] sorted = samples.stream().mapToLong(Long::longValue).sorted().toArray();
        assertThat(times.min()).isEqualTo(sorted[0]);
        assertThat(times.max()).isEqualTo(sorted[sorted.length - 1]);
        near(times.p50(), sorted, 0.5);
        near(times.p99(), sorted, 0.99);
    }

    private static void near(long value, long[] sorted, double share) {
        long exact = sorted[(int) Math.ceil(share * sorted.length) - 1];
        assertThat((double) value).isBetween(exact * 0.999, exact * 1.001);
    }

    @Test
    void theHistogramsAreThoseOfHdrHistogram() throws SnapshotException {
        LatencyBuckets buckets = new LatencyBuckets(3);
        LatencyHistogram histogram = new LatencyHistogram(buckets);
        Random random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            histogram.record((long) (Math.exp(2 * random.nextGaussian()) * 1_000_000));
        }
        Slots slots = new Slots();
        histogram.readInto(slots);
        Histogram other = new Histogram(1, LatencyBuckets.HIGHEST, 3);
        for (int i = 0; i < slots.size(); i++) {
            other.recordValueWithCount(buckets.lowest(slots.index(i)), slots.count(i));
        }
        byte[] buffer = new byte[other.getNeededByteBufferCapacity()];
        int length = other.encodeIntoCompressedByteBuffer(ByteBuffer.wrap(buffer));
        HistogramBytes bytes = new HistogramBytes(buckets);
        byte[] encoded = bytes.encode(slots);

        assertThat(encoded).isEqualTo(Arrays.copyOf(buffer, length));
        assertThat(bytes.decode(encoded, 50_000).size()).isEqualTo(slots.size());
    }

    @Test
    void whatIsCutOrForgedOrOfAnotherRunIsRefusedAndNothingCounted() {
        byte[] good = worker(node("w", "i"), 1, new Random(5)).get(0);
        for (int end = 0; end < good.length; end++) {
            refused(fleet, Arrays.copyOf(good, end), "snapshot refused: it is ");
        }
        for (int i = 0; i < good.length; i++) {
            byte[] forged = good.clone();
            forged[i] ^= 4;
            refused(fleet, forged, "snapshot refused: it");
        }
        refused(fleet, Arrays.copyOf(good, good.length + 1), "something follows it");
        refused(fleet, new byte[SnapshotLimits.BYTES + 1], "allowed are 8388608");
        byte[] future = good.clone();
        future[4] = 2;
        refused(fleet, future, "of version 2, this library reads version 1");
        refused(fleet(2), good, "telemetry.stats.precision has to be the same on all nodes");
        refused(new Fleet("other", 3, 1, false, () -> 1, e -> 0), good, "it is of the run " + RUN + ", this is other");

        assertThat(end(fleet).get(0).requests()).isZero();
        assertThat(fleet.merge(good)).isEqualTo(MergeResult.MERGED);
    }

    @Test
    void bytesWithARightChecksumButWrongContentNeverThrow() {
        byte[] good = worker(node("w", "i"), 1, new Random(5)).get(0);
        Random random = new Random(9);
        for (int i = 0; i < 5_000; i++) {
            byte[] forged = good.clone();
            forged[9 + random.nextInt(good.length - 13)] = (byte) random.nextInt();
            CRC32C crc = new CRC32C();
            crc.update(forged, 0, forged.length - 4);
            ByteBuffer.wrap(forged).putInt(forged.length - 4, (int) crc.getValue());
            assertThat(fleet(3).merge(forged).outcome()).isNotNull();
        }
    }

    @Test
    void aSilentWorkerIsToldWithWhatIsMissingAndItsNameIsFreeAgain() {
        List<byte[]> first = worker(node("w", "a"), 4, new Random(1));
        List<byte[]> second = worker(node("w", "b"), 1, new Random(2));
        fleet.merge(first.get(0));
        fleet.merge(first.get(3));
        assertThat(fleet.merge(second.get(0)).outcome()).isEqualTo(Outcome.LATER);
        assertThat(fleet.merge(second.get(0)).reason()).contains("another instance is the worker w already");
        // Its windows last a second.
        now += 11 * SECOND;
        assertThat(fleet.events(now)).extracting(RunEvent::name).containsExactly("worker.join");
        now++;

        List<RunEvent> events = fleet.events(now);
        assertThat(events).extracting(RunEvent::name).containsExactly("worker.leave");
        assertThat(events.get(0)).isEqualTo(new WorkerLeave(now, "w", "a", "silent", 2, 0, "2-3", 4 * SECOND));
        assertThat(fleet.merge(second.get(0))).isEqualTo(MergeResult.MERGED);
        fleet.close(now);
        assertThat(fleet.events(now)).extracting(RunEvent::name).containsExactly("worker.join", "worker.leave");
        refused(fleet, second.get(1), "the run is over");
    }

    private static void refused(Fleet fleet, byte[] bytes, String reason) {
        MergeResult result = fleet.merge(bytes);
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason()).contains(reason).doesNotContain("\n");
    }

    @Test
    void fewBytesThatBecomeManyCountersAreRefused() {
        LatencyBuckets buckets = new LatencyBuckets(3);
        Slots all = new Slots();
        for (int i = 0; i < buckets.size(); i++) {
            all.reserve(1);
            all.append(i, 1);
        }
        Snapshot.Times times =
                new Snapshot.Times(buckets.size(), 0, LatencyBuckets.HIGHEST, 0, 1_000_000_000_000_000L, all);
        SnapshotWriter writer = new SnapshotWriter(buckets);
        int endpoints = SnapshotLimits.SLOTS / buckets.size() + 1;
        for (int i = 0; i < endpoints; i++) {
            writer.add(new Snapshot.Counted(Endpoint.of("" + i), 0, 0, 0, Map.of(), times, null));
        }
        byte[] bomb = writer.end(new Snapshot.Head(RUN, "w", "i", 1, false, 0, 1, OptionalLong.empty(), 0, List.of()));
        assertThat(bomb).hasSizeLessThan(1 << 17);
        refused(fleet, bomb, "beyond its bounds");
    }

    @Test
    void aWorkerWithMuchToTellMakesSeveralSnapshotsAndAllOfItIsCounted() {
        List<byte[]> snapshots = new ArrayList<>();
        RequestStatistics statistics = new RequestStatistics(5, SECOND, 0, OptionalLong::empty, stats -> {});
        statistics.snapshots(new SnapshotMaker(RUN, node("w", "i"), 5, List::of, () -> 0, snapshots::add));
        MutableRequest request = new MutableRequest();
        int endpoints = 40;
        int each = 60_000;
        for (int i = 0; i < endpoints; i++) {
            for (int n = 0; n < each; n++) {
                statistics.record(request.endpoint(i + 1, Endpoint.of("" + i)).took(1_000_000L + n * 1_000L));
            }
        }
        statistics.finish(SECOND);
        Fleet master =
                new Fleet(RUN, 5, 10 * SECOND, false, () -> now, endpoint -> 1 + Integer.parseInt(endpoint.name()));
        assertThat(snapshots).hasSizeGreaterThan(1).allMatch(bytes -> bytes.length < SnapshotLimits.BYTES);
        snapshots.forEach(bytes -> assertThat(master.merge(bytes)).isEqualTo(MergeResult.MERGED));
        List<RequestStats> all = new ArrayList<>();
        RequestStatistics merged = new RequestStatistics(5, SECOND, 0, OptionalLong::empty, all::add);
        merged.merge(master);
        merged.finish(SECOND);
        assertThat(all.stream().filter(stats -> stats.window() == RequestStats.Window.RUN && stats.endpoint() == null))
                .singleElement()
                .extracting(RequestStats::requests)
                .isEqualTo((long) endpoints * each);
    }
}
