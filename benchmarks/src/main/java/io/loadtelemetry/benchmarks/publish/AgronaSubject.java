package io.loadtelemetry.benchmarks.publish;

import java.nio.ByteBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Agrona's ring of messages, many producers to one consumer. */
final class AgronaSubject extends Polled {

    private static final int LENGTH = 7 * Long.BYTES;
    private static final int WITH_HEADER = 64;

    private final ManyToOneRingBuffer ring = new ManyToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY * WITH_HEADER + RingBufferDescriptor.TRAILER_LENGTH)));

    AgronaSubject() {
        start();
    }

    @Override
    public void publish(long start, long end) {
        int index = ring.tryClaim(1, LENGTH);
        if (index < 0) {
            refuse();
            return;
        }
        AtomicBuffer buffer = ring.buffer();
        buffer.putLong(index, 1);
        buffer.putLong(index + 8, 200);
        buffer.putLong(index + 16, start);
        buffer.putLong(index + 24, end);
        buffer.putLong(index + 32, -1);
        buffer.putLong(index + 40, -1);
        buffer.putLong(index + 48, 512);
        ring.commit(index);
    }

    @Override
    void drain() {
        int unused = ring.read(
                (type, buffer, index, length) -> take(buffer.getLong(index + 16), buffer.getLong(index + 24)));
    }
}
