package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Reads what {@link SnapshotWriter} wrote, and nothing else; never allocates more than the bytes it got justify. */
final class SnapshotReader {

    private static final int HEADER = 9;
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private final ByteBuffer in;

    private SnapshotReader(ByteBuffer in) {
        this.in = in;
    }

    static Snapshot read(byte[] bytes) throws SnapshotException {
        if (bytes.length > SnapshotLimits.BYTES) {
            throw new SnapshotException("it has " + bytes.length + " bytes, allowed are " + SnapshotLimits.BYTES);
        }
        ByteBuffer all = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER + Integer.BYTES || all.getInt() != SnapshotWriter.MAGIC) {
            throw new SnapshotException("it is not a snapshot, or cut off");
        }
        int version = all.get() & 0xFF;
        if (version != SnapshotWriter.VERSION) {
            throw new SnapshotException(
                    "it is of version " + version + ", this library reads version " + SnapshotWriter.VERSION);
        }
        int length = all.getInt();
        if (length != bytes.length - HEADER - Integer.BYTES) {
            throw new SnapshotException("it is cut off, or something follows it");
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, HEADER + length);
        if (all.getInt(HEADER + length) != (int) crc.getValue()) {
            throw new SnapshotException("its checksum is wrong");
        }
        return new SnapshotReader(all.limit(HEADER + length)).body();
    }

    private Snapshot body() throws SnapshotException {
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
        Map<String, Snapshot.Books> books = new TreeMap<>();
        for (int left = size(SnapshotLimits.RECORDERS); left > 0; left--) {
            String name = text();
            books.put(name, new Snapshot.Books(number(), number(), number()));
        }
        Map<String, Double> measurements = new TreeMap<>();
        for (int left = size(SnapshotLimits.MEASUREMENTS); left > 0; left--) {
            measurements.put(text(), real());
        }
        List<Snapshot.Counted> endpoints = new ArrayList<>();
        Set<Endpoint> seen = new HashSet<>();
        for (int left = size(SnapshotLimits.ENDPOINTS); left > 0; left--) {
            Snapshot.Counted counted = counted();
            if (!seen.add(counted.endpoint())) {
                throw new SnapshotException("an endpoint is in it twice");
            }
            endpoints.add(counted);
        }
        if (in.hasRemaining()) {
            throw wrong();
        }
        return new Snapshot(
                runId,
                node,
                instance,
                sequence,
                last,
                from,
                to,
                users == 0 ? OptionalLong.empty() : OptionalLong.of(users - 1),
                books,
                measurements,
                endpoints);
    }

    private Snapshot.Counted counted() throws SnapshotException {
        String method = flag() ? text() : null;
        String name = text();
        Endpoint endpoint = method == null ? Endpoint.of(name) : Endpoint.of(method, name);
        if (flag()) {
            endpoint = endpoint.withScenario(text());
        }
        if (flag()) {
            endpoint = endpoint.withGroup(text());
        }
        for (int left = size(Endpoint.MAX_TAGS); left > 0; left--) {
            endpoint = endpoint.withTag(text(), text());
        }
        long failures = number(SnapshotLimits.COUNT);
        long sent = number(SnapshotLimits.TRANSFERRED);
        long received = number(SnapshotLimits.TRANSFERRED);
        Map<String, Long> errors = new TreeMap<>();
        long sum = 0;
        for (int left = size(SnapshotLimits.ERRORS); left > 0; left--) {
            String type = text();
            long count = number(SnapshotLimits.COUNT);
            sum += count;
            errors.put(type, count);
        }
        Snapshot.Times service = times();
        Snapshot.Times response = flag() ? times() : null;
        if (sum != failures || failures > service.count() || (response != null && response.count() > service.count())) {
            throw new SnapshotException("its counts contradict each other");
        }
        return new Snapshot.Counted(endpoint, failures, sent, received, errors, service, response);
    }

    private Snapshot.Times times() throws SnapshotException {
        long count = number(SnapshotLimits.COUNT);
        long min = number(LatencyBuckets.HIGHEST);
        long max = number(LatencyBuckets.HIGHEST);
        double sum = real();
        byte[] histogram = bytes(SnapshotLimits.HISTOGRAM);
        // The sum was rounded on the way up.
        double slack = 1 + sum * 1e-9;
        if (count == 0 || min > max || sum < (double) min * count - slack || sum > (double) max * count + slack) {
            throw new SnapshotException("its counts contradict each other");
        }
        return new Snapshot.Times(count, min, max, sum, histogram);
    }

    private boolean flag() throws SnapshotException {
        return number(1) == 1;
    }

    private int size(int most) throws SnapshotException {
        return (int) number(most);
    }

    private String text() throws SnapshotException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(SnapshotLimits.TEXT)))
                    .toString();
            return text;
        } catch (CharacterCodingException e) {
            throw new SnapshotException("a text in it is not UTF-8");
        }
    }

    private byte[] bytes(int most) throws SnapshotException {
        int length = size(most);
        if (length > in.remaining()) {
            throw wrong();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private double real() throws SnapshotException {
        if (in.remaining() < Double.BYTES) {
            throw wrong();
        }
        double value = in.getDouble();
        if (!Double.isFinite(value)) {
            throw wrong();
        }
        return value;
    }

    private long number() throws SnapshotException {
        return number(Long.MAX_VALUE);
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
}
