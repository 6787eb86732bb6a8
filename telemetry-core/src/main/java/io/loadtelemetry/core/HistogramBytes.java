package io.loadtelemetry.core;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * HdrHistogram's V2 compressed encoding, from counters and to counters: the same bytes as HdrHistogram writes, without the
 * full histogram it needs, which for thousands of endpoints every two seconds would be most of the work. One thread.
 */
final class HistogramBytes {

    private static final int COOKIE = 0x1c849313;
    private static final int COMPRESSED_COOKIE = 0x1c849314;
    private static final int HEADER = 40;
    private static final int LONGEST_COUNT = 9;
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private final LatencyBuckets buckets;
    private byte[] plain = new byte[1 << 14];
    private final byte[] packed = new byte[1 << 13];
    private final Slots slots = new Slots();
    // Used again: making one costs more than a small histogram. Their memory goes with this object.
    private final Deflater deflater = new Deflater();
    private final Inflater inflater = new Inflater();

    HistogramBytes(LatencyBuckets buckets) {
        this.buckets = buckets;
    }

    byte[] encode(Slots slots) {
        int most = HEADER + 2 * LONGEST_COUNT * (slots.size() + 1);
        if (plain.length < most) {
            plain = new byte[most];
        }
        ByteBuffer out = ByteBuffer.wrap(plain);
        out.putInt(COOKIE).putInt(0).putInt(0).putInt(buckets.digits());
        out.putLong(1).putLong(LatencyBuckets.HIGHEST).putDouble(1);
        int next = 0;
        for (int i = 0; i < slots.size(); i++) {
            int zeros = slots.index(i) - next;
            if (zeros > 0) {
                putCount(out, zeros == 1 ? 0 : -zeros);
            }
            putCount(out, slots.count(i));
            next = slots.index(i) + 1;
        }
        if (slots.size() == 0) {
            putCount(out, 0);
        }
        out.putInt(Integer.BYTES, out.position() - HEADER);
        deflater.reset();
        deflater.setInput(plain, 0, out.position());
        deflater.finish();
        ByteBuffer result = ByteBuffer.allocate(out.position() + 64 + 2 * Integer.BYTES);
        result.putInt(COMPRESSED_COOKIE).putInt(0);
        while (!deflater.finished()) {
            result.put(packed, 0, deflater.deflate(packed));
        }
        result.putInt(Integer.BYTES, result.position() - 2 * Integer.BYTES);
        byte[] bytes = new byte[result.position()];
        result.flip().get(bytes);
        return bytes;
    }

    /** Reads counters, which have to be so many in sum; what it does not accept it throws. */
    Slots decode(byte[] bytes, long expected) throws SnapshotException {
        ByteBuffer in = plain(bytes);
        int digits = in.getInt();
        if (digits != buckets.digits()) {
            throw new SnapshotException("its histograms have " + digits + " digits, those of this run "
                    + buckets.digits() + ": telemetry.stats.precision has to be the same on all nodes");
        }
        if (in.getLong() != 1 || in.getLong() != LatencyBuckets.HIGHEST || in.getDouble() != 1) {
            throw new SnapshotException("a histogram has another range than those of this library");
        }
        slots.clear();
        long index = 0;
        long sum = 0;
        while (in.hasRemaining()) {
            long count = count(in);
            if (count > SnapshotLimits.COUNT || count < -buckets.size() || index >= buckets.size()) {
                throw new SnapshotException("a histogram has a count or a place that cannot be");
            }
            if (count > 0) {
                slots.reserve(1);
                slots.append((int) index, count);
                sum += count;
            }
            index += count < 0 ? -count : 1;
        }
        if (sum != expected || sum == 0) {
            throw new SnapshotException("a histogram does not hold as many values as were counted");
        }
        return slots.copy();
    }

    /** The significant digits of a histogram. */
    static int digits(byte[] bytes) throws SnapshotException {
        int digits = new HistogramBytes(new LatencyBuckets(5)).plain(bytes).getInt();
        if (digits < 1 || digits > 5) {
            throw new SnapshotException("a histogram has " + digits + " significant digits, allowed are 1 to 5");
        }
        return digits;
    }

    /** From the digits on. */
    private ByteBuffer plain(byte[] bytes) throws SnapshotException {
        ByteBuffer head = ByteBuffer.wrap(bytes);
        if (bytes.length < 2 * Integer.BYTES
                || head.getInt() != COMPRESSED_COOKIE
                || head.getInt() != bytes.length - 2 * Integer.BYTES) {
            throw new SnapshotException("a histogram is not in HdrHistogram's V2 compressed encoding");
        }
        ByteBuffer in = inflate(bytes);
        if (in.remaining() < HEADER
                || in.getInt() != COOKIE
                || in.getInt() != in.limit() - HEADER
                || in.getInt() != 0) {
            throw new SnapshotException("a histogram is not in HdrHistogram's V2 encoding");
        }
        return in;
    }

    private ByteBuffer inflate(byte[] bytes) throws SnapshotException {
        inflater.reset();
        try {
            inflater.setInput(bytes, 2 * Integer.BYTES, bytes.length - 2 * Integer.BYTES);
            int most = HEADER + LONGEST_COUNT * (buckets.size() + 1);
            int length = 0;
            while (!inflater.finished()) {
                if (length == plain.length) {
                    plain = Arrays.copyOf(plain, 2 * length);
                }
                int more = inflater.inflate(plain, length, plain.length - length);
                length += more;
                if ((more == 0 && !inflater.finished() && length < plain.length) || length > most) {
                    throw new SnapshotException("a histogram is cut off or longer than one can be");
                }
            }
            return ByteBuffer.wrap(plain, 0, length);
        } catch (DataFormatException e) {
            throw new SnapshotException("a histogram is not compressed as it should be");
        }
    }

    private static void putCount(ByteBuffer out, long count) {
        long value = (count << 1) ^ (count >> (Long.SIZE - 1));
        for (int i = 1; i < LONGEST_COUNT && (value >>> BITS) != 0; i++) {
            out.put((byte) (value | MORE));
            value >>>= BITS;
        }
        out.put((byte) value);
    }

    private static long count(ByteBuffer in) throws SnapshotException {
        long value = 0;
        for (int i = 0; i < LONGEST_COUNT; i++) {
            if (!in.hasRemaining()) {
                throw new SnapshotException("a histogram is cut off");
            }
            long next = in.get() & 0xFFL;
            boolean last = i == LONGEST_COUNT - 1;
            value |= (last ? next : next & (MORE - 1)) << (BITS * i);
            if (last || (next & MORE) == 0) {
                break;
            }
        }
        return (value >>> 1) ^ -(value & 1);
    }
}
