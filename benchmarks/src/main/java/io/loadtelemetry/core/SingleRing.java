package io.loadtelemetry.core;

import java.util.List;
import java.util.function.LongBinaryOperator;

/** One stripe of the ring, driven by hand: what the ring would be if all threads shared one. */
public final class SingleRing {

    private static final int BATCH = 128;

    private final Cursor cursor = new Cursor(false, () -> {});
    private final Stripe stripe;
    private final long[] buffer = new long[BATCH * Stripe.WORDS];

    /**
     * A ring.
     *
     * @param capacity a power of two
     */
    public SingleRing(int capacity) {
        stripe = new Stripe(capacity, Stripe.Extra.NOTHING, List.of(cursor));
    }

    /**
     * Publishes a request; whether there was room.
     *
     * @param start nanoseconds
     * @param end nanoseconds
     * @return whether there was room
     */
    public boolean publish(long start, long end) {
        long sequence = stripe.claim();
        if (sequence < 0) {
            return false;
        }
        long[] words = stripe.words();
        int offset = stripe.offset(sequence);
        words[offset + Slot.SUBJECT] = 1;
        words[offset + Slot.OUTCOME] = 200;
        words[offset + Slot.START] = start;
        words[offset + Slot.END] = end;
        words[offset + Slot.INTENDED_START] = -1;
        words[offset + Slot.BYTES_SENT] = -1;
        words[offset + Slot.BYTES_RECEIVED] = 512;
        stripe.publish(sequence);
        return true;
    }

    /**
     * Reads what is there.
     *
     * @param consumer takes start and end of each request
     */
    public void drain(LongBinaryOperator consumer) {
        while (true) {
            long from = cursor.position();
            int count = stripe.copy(from, BATCH, buffer);
            if (count == 0 || !cursor.advance(from, from + count)) {
                return;
            }
            for (int i = 0; i < count; i++) {
                long unused = consumer.applyAsLong(
                        buffer[i * Stripe.WORDS + Slot.START], buffer[i * Stripe.WORDS + Slot.END]);
            }
        }
    }
}
