package io.loadtelemetry.core;

import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import java.util.List;
import java.util.Map;

/** What the tests do with the ring: all they know of its inside, beside {@link Reader}. */
final class Rings {

    /** Stands for a slot whose words do not belong together. */
    static final int TORN = 9;

    static final TelemetryEvent RARE_EVENT = new Annotation(1, "something", Map.of());

    private static final Subjects NO_SUBJECTS = new Subjects(1);
    private static final RunClock CLOCK = new RunClock();
    private static final Warnings WARNINGS = new Warnings();
    private static final Cursor.Wakeable NEVER_PAUSES = () -> {};

    private Rings() {}

    /** A cursor that producers wait for. */
    static Cursor fixedCursor() {
        return new Cursor(false, NEVER_PAUSES);
    }

    /** A cursor that producers move past what it is too slow for. */
    static Cursor movableCursor() {
        return new Cursor(true, NEVER_PAUSES);
    }

    static Stripe stripe(int capacity, Cursor... cursors) {
        return new Stripe(capacity, Stripe.Extra.NOTHING, List.of(cursors));
    }

    static Stripe stripeOfReferences(int capacity, Cursor... cursors) {
        return new Stripe(capacity, Stripe.Extra.REFERENCES, List.of(cursors));
    }

    /** A ring of a single stripe for requests, of two slots, from which nobody reads but the lanes that are given. */
    static EventRing ring(Lane... lanes) {
        return new EventRing(2, false, false, List.of(lanes));
    }

    /** A lane for the requests of one stripe that does not run: its books are kept by the test. */
    static Lane lane(LaneAccount account) {
        Lane.Spec spec = new Lane.Spec("lane", event -> {}, account, true, false, true);
        return new Lane(spec, new Lane.Shared(1, NO_SUBJECTS, CLOCK, WARNINGS));
    }

    /** A lane for requests, to be started. */
    static Lane lane(String id, Recorder recorder, int stripes, boolean movable) {
        Lane.Spec spec = new Lane.Spec(id, recorder, new LaneAccount(), true, false, movable);
        return new Lane(spec, new Lane.Shared(stripes, NO_SUBJECTS, CLOCK, WARNINGS));
    }

    static long pending(Lane lane, EventRing ring) {
        return lane.accounting(ring).pending();
    }

    /** Publishes a request whose words are all derived from the value; false where there is no room. */
    static boolean publish(Stripe stripe, int value) {
        long sequence = stripe.claim();
        if (sequence < 0) {
            return false;
        }
        finish(stripe, sequence, value);
        return true;
    }

    /** Writes and publishes a slot that is claimed. */
    static void finish(Stripe stripe, long sequence, int value) {
        long[] words = stripe.words();
        int offset = stripe.offset(sequence);
        for (int i = 0; i < Stripe.WORDS - 1; i++) {
            words[offset + i] = word(value, i);
        }
        stripe.publish(sequence);
    }

    /** The same through the ring. */
    static void publish(EventRing ring, int value) {
        ring.publish(
                word(value, 0),
                null,
                word(value, 1),
                word(value, 2),
                word(value, 3),
                word(value, 4),
                word(value, 5),
                word(value, 6));
    }

    /** The value of a copied slot, or {@link #TORN}. */
    static int value(long[] copy, int slot) {
        int offset = slot * Stripe.WORDS;
        int value = (int) copy[offset];
        for (int i = 0; i < Stripe.WORDS - 1; i++) {
            if (copy[offset + i] != word(value, i)) {
                return TORN;
            }
        }
        return value;
    }

    /** No two values share a word, and a slot that was never written is none. */
    private static long word(int value, int index) {
        return value + 1000L * index;
    }
}
