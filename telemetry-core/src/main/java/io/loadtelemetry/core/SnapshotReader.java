package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.MetricEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Reads what {@link SnapshotWriter} wrote, and nothing else; never allocates more than the bytes it got justify. One thread.
 */
final class SnapshotReader {

    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private final LatencyBuckets buckets;
    private final HistogramBytes histograms;
    private ByteBuffer in = ByteBuffer.allocate(0);
    private long slotsLeft;

    SnapshotReader(LatencyBuckets buckets) {
        this.buckets = buckets;
        this.histograms = new HistogramBytes(buckets);
    }

    Snapshot read(byte[] bytes) throws SnapshotException {
        if (bytes.length > SnapshotLimits.BYTES) {
            throw new SnapshotException("it has " + bytes.length + " bytes, allowed are " + SnapshotLimits.BYTES);
        }
        ByteBuffer all = ByteBuffer.wrap(bytes);
        int least = SnapshotWriter.HEADER + Integer.BYTES;
        if (bytes.length < least || all.getInt() != SnapshotWriter.MAGIC) {
            throw new SnapshotException("it is not a snapshot, or cut off");
        }
        int version = all.get() & 0xFF;
        if (version != SnapshotWriter.VERSION) {
            throw new SnapshotException(
                    "it is of version " + version + ", this library reads version " + SnapshotWriter.VERSION);
        }
        int length = all.getInt();
        if (length != bytes.length - least) {
            throw new SnapshotException("it is cut off, or something follows it");
        }
        int end = SnapshotWriter.HEADER + length;
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, end);
        if (all.getInt(end) != (int) crc.getValue()) {
            throw new SnapshotException("its checksum is wrong");
        }
        in = all.limit(end);
        slotsLeft = Math.max(SnapshotLimits.SLOTS, 2L * buckets.size());
        Snapshot snapshot = new Snapshot(head(), endpoints());
        if (in.hasRemaining()) {
            throw wrong();
        }
        return snapshot;
    }

    private Snapshot.Head head() throws SnapshotException {
        String runId = text();
        String node = text();
        String instance = text();
        long sequence = number(Long.MAX_VALUE - 1);
        if (sequence == 0 || node.isEmpty() || instance.isEmpty()) {
            throw wrong();
        }
        boolean last = flag();
        long from = number(Long.MAX_VALUE);
        long to = from + number(Long.MAX_VALUE - from);
        long users = number(SnapshotLimits.COUNT);
        long dropped = number(Long.MAX_VALUE);
        List<MetricEvent> measurements = new ArrayList<>();
        for (int left = size(SnapshotLimits.MEASUREMENTS); left > 0; left--) {
            measurements.add(measurement());
        }
        OptionalLong known = users == 0 ? OptionalLong.empty() : OptionalLong.of(users - 1);
        return new Snapshot.Head(
                runId, node, instance, sequence, last, from, to, known, dropped, List.copyOf(measurements));
    }

    private MetricEvent measurement() throws SnapshotException {
        long time = number(Long.MAX_VALUE);
        String name = text();
        try {
            MetricEvent.Kind kind = MetricEvent.Kind.valueOf(text());
            String unit = text();
            double value = real();
            return new MetricEvent(time, name, kind, unit, value, texts(SnapshotLimits.ATTRIBUTES));
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private List<Snapshot.Counted> endpoints() throws SnapshotException {
        List<Snapshot.Counted> endpoints = new ArrayList<>();
        for (int left = size(SnapshotLimits.ENDPOINTS); left > 0; left--) {
            endpoints.add(counted());
        }
        return endpoints;
    }

    private Snapshot.Counted counted() throws SnapshotException {
        Endpoint endpoint = endpoint();
        long failures = number(SnapshotLimits.COUNT);
        long sent = number(SnapshotLimits.TRANSFERRED);
        long received = number(SnapshotLimits.TRANSFERRED);
        Map<String, Long> errors = Map.of();
        long sum = 0;
        int types = size(SnapshotLimits.ERRORS);
        if (types > 0) {
            errors = new TreeMap<>();
            for (int left = types; left > 0; left--) {
                String type = text();
                long count = number(SnapshotLimits.COUNT);
                sum += count;
                // Two may have become one, as half a surrogate pair has no form in UTF-8.
                errors.merge(type, count, Long::sum);
            }
        }
        Snapshot.Times service = times();
        Snapshot.Times response = flag() ? times() : null;
        if (sum != failures || failures > service.count() || (response != null && response.count() > service.count())) {
            throw contradicting();
        }
        return new Snapshot.Counted(endpoint, failures, sent, received, errors, service, response);
    }

    private Endpoint endpoint() throws SnapshotException {
        String method = flag() ? text() : null;
        String name = text();
        try {
            Endpoint endpoint = method == null ? Endpoint.of(name) : Endpoint.of(method, name);
            if (flag()) {
                endpoint = endpoint.withScenario(text());
            }
            if (flag()) {
                endpoint = endpoint.withGroup(text());
            }
            for (Map.Entry<String, String> tag : texts(Endpoint.MAX_TAGS).entrySet()) {
                endpoint = endpoint.withTag(tag.getKey(), tag.getValue());
            }
            return endpoint;
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private Snapshot.Times times() throws SnapshotException {
        long count = number(SnapshotLimits.COUNT);
        long min = number(LatencyBuckets.HIGHEST);
        long max = number(LatencyBuckets.HIGHEST);
        long upperSum = number(SnapshotLimits.COUNT);
        long sum = number(LatencyHistogram.LOWER_SUM);
        Slots slots = histograms.decode(bytes(SnapshotLimits.HISTOGRAM), count);
        slotsLeft -= slots.size();
        if (slotsLeft < 0) {
            throw wrong();
        }
        double about = upperSum * 0x1p62 + sum;
        double slack = about * 1e-9;
        if (count == 0
                || min > max
                || about < (double) min * count - slack
                || about > (double) max * count + slack
                || slots.index(0) != buckets.index(min)
                || slots.index(slots.size() - 1) != buckets.index(max)) {
            throw contradicting();
        }
        return new Snapshot.Times(count, min, max, upperSum, sum, slots);
    }

    private Map<String, String> texts(int most) throws SnapshotException {
        int size = size(most);
        if (size == 0) {
            return Map.of();
        }
        Map<String, String> texts = new TreeMap<>();
        for (int left = size; left > 0; left--) {
            texts.put(text(), text());
        }
        return texts;
    }

    private boolean flag() throws SnapshotException {
        return number(1) == 1;
    }

    private int size(int most) throws SnapshotException {
        return (int) number(most);
    }

    private String text() throws SnapshotException {
        ByteBuffer bytes = slice(SnapshotLimits.TEXT);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new SnapshotException("a text in it is not UTF-8");
        }
    }

    private byte[] bytes(int most) throws SnapshotException {
        ByteBuffer slice = slice(most);
        byte[] bytes = new byte[slice.remaining()];
        slice.get(bytes);
        return bytes;
    }

    private ByteBuffer slice(int most) throws SnapshotException {
        int length = size(most);
        if (length > in.remaining()) {
            throw wrong();
        }
        ByteBuffer slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        return slice;
    }

    private double real() throws SnapshotException {
        if (in.remaining() < Double.BYTES) {
            throw wrong();
        }
        return in.getDouble();
    }

    private long number(long most) throws SnapshotException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += BITS) {
            if (!in.hasRemaining()) {
                throw wrong();
            }
            long next = in.get() & 0xFFL;
            value |= (next & (MORE - 1)) << shift;
            if ((next & MORE) == 0) {
                if (value > most || (next == 0 && shift > 0)) {
                    throw wrong();
                }
                return value;
            }
        }
        throw wrong();
    }

    private static SnapshotException wrong() {
        return new SnapshotException("its content is not that of a snapshot, or beyond its bounds");
    }

    private static SnapshotException contradicting() {
        return new SnapshotException("its counts contradict each other");
    }
}
