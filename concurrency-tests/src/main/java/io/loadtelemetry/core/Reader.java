package io.loadtelemetry.core;

/** Reads a stripe as a {@link Lane} does, and notes the values one digit after the other. */
final class Reader {

    private final Stripe stripe;
    private final Cursor cursor;
    private final int most;
    private final long[] copy;

    /** The values in the order they were read, as decimal digits. */
    long seen;

    /** How many slots were read. */
    int count;

    /** Whether a copy was torn, and thrown away because the cursor did not advance. */
    boolean threwTornCopyAway;

    Reader(Stripe stripe, Cursor cursor, int most) {
        this.stripe = stripe;
        this.cursor = cursor;
        this.most = most;
        this.copy = new long[most * Stripe.WORDS];
    }

    /** Reads what is published, at most a batch; false where there was nothing. */
    boolean read() {
        long from = cursor.position();
        int read = stripe.copy(from, most, copy);
        if (read == 0) {
            return false;
        }
        boolean valid = cursor.advance(from, from + read);
        for (int i = 0; i < read; i++) {
            int value = Rings.value(copy, i);
            if (valid) {
                seen = seen * 10 + value;
                count++;
            } else if (value == Rings.TORN) {
                threwTornCopyAway = true;
            }
        }
        return true;
    }

    /** Reads all that is there. */
    void drain() {
        while (read()) {
            // on
        }
    }
}
