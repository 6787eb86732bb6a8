package io.loadtelemetry.recorder.otel;

/**
 * Reads the number of rejected points from an {@code ExportMetricsServiceResponse} (OTLP 1.10: field 1 is {@code
 * partial_success}, whose field 1 is {@code rejected_data_points}). The SDK does not look at it. What is not such a message
 * rejects nothing.
 */
final class PartialSuccess {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final byte[] message;
    private int position;
    private int end;

    private PartialSuccess(byte[] message) {
        this.message = message;
        this.end = message.length;
    }

    static long rejected(byte[] message) {
        try {
            PartialSuccess reader = new PartialSuccess(message);
            return reader.find(BYTES) ? reader.enter().points() : 0;
        } catch (IllegalArgumentException notProtobuf) {
            return 0;
        }
    }

    private PartialSuccess enter() {
        end = length();
        return this;
    }

    private long points() {
        return find(VARINT) ? Math.max(0, varint()) : 0;
    }

    /** Goes to the value of field 1 of that wire type. */
    private boolean find(int type) {
        while (position < end) {
            long tag = varint();
            if (tag == (1 << 3 | type)) {
                return true;
            }
            skip((int) tag & 7);
        }
        return false;
    }

    private void skip(int type) {
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> forward(8);
            case BYTES -> position = length();
            case FIXED32 -> forward(4);
            default -> throw new IllegalArgumentException("wire type " + type);
        }
    }

    /** Where the bytes that begin here end. */
    private int length() {
        long length = varint();
        if (length < 0 || length > end - position) {
            throw new IllegalArgumentException("length " + length);
        }
        return position + (int) length;
    }

    private void forward(int bytes) {
        if (bytes > end - position) {
            throw new IllegalArgumentException("cut short");
        }
        position += bytes;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            forward(1);
            byte next = message[position - 1];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("varint too long");
    }
}
