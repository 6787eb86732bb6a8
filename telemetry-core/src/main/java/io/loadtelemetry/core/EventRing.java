package io.loadtelemetry.core;

import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.event.TelemetryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What producers publish into and lanes read from: some {@link Stripe}s for requests and iterations, one of which a
 * thread keeps to, so that threads seldom meet and the events of one thread stay in order; and one stripe for the rare
 * events, which carry how far the others had got.
 */
final class EventRing {

    /** Below this many slots a stripe is too small to be worth it. */
    private static final int LEAST_SLOTS = 1024;

    private static final int MOST_STRIPES = 8;
    private static final int EVENT_SLOTS = 8192;
    private static final long PAUSE_NANOS = 50_000;

    private final Stripe[] stripes;
    private final int mask;
    private final Stripe events;
    private final boolean waitForRoom;
    private final LongAdder refusedRequests = new LongAdder();
    private final LongAdder refusedEvents = new LongAdder();
    private final LongAdder closedRequests = new LongAdder();
    private final LongAdder closedEvents = new LongAdder();
    private volatile boolean closed;

    /**
     * @param capacity slots of all stripes together, a power of two
     * @param waitForRoom whether a producer waits where there is no room, instead of refusing
     * @param traces whether requests and iterations may carry a trace context
     */
    EventRing(int capacity, boolean waitForRoom, boolean traces, List<Lane> lanes) {
        this.waitForRoom = waitForRoom;
        int count = stripeCount(capacity);
        this.mask = count - 1;
        this.stripes = new Stripe[count];
        for (int i = 0; i < count; i++) {
            List<Cursor> cursors = new ArrayList<>();
            for (Lane lane : lanes) {
                if (lane.readsRequests()) {
                    cursors.add(lane.requestCursor(i));
                }
            }
            stripes[i] = new Stripe(capacity / count, traces ? Stripe.Extra.TRACES : Stripe.Extra.NOTHING, cursors);
        }
        List<Cursor> eventCursors = new ArrayList<>();
        for (Lane lane : lanes) {
            if (lane.readsEvents()) {
                eventCursors.add(lane.eventCursor());
            }
        }
        this.events = new Stripe(EVENT_SLOTS, Stripe.Extra.REFERENCES, eventCursors);
    }

    /**
     * So many stripes that threads which publish at one instant seldom meet; no more, because a burst of one thread has to
     * fit into one stripe.
     */
    static int stripeCount(int capacity) {
        return Math.max(1, Math.min(MOST_STRIPES, capacity / LEAST_SLOTS));
    }

    /**
     * Publishes a request or an iteration: allocates nothing, never throws.
     *
     * @param trace the context that the subject says there is, or null
     */
    void publish(
            long subject,
            @Nullable TraceContext trace,
            long outcome,
            long start,
            long end,
            long intendedStart,
            long bytesSent,
            long bytesReceived) {
        if (closed) {
            closedRequests.increment();
            return;
        }
        int home = (int) Thread.currentThread().getId();
        int retired = 0;
        while (retired < stripes.length) {
            Stripe stripe = stripes[(home + retired) & mask];
            long sequence = stripe.claim();
            if (sequence >= 0) {
                long[] words = stripe.words();
                int offset = stripe.offset(sequence);
                words[offset + Slot.SUBJECT] = subject;
                words[offset + Slot.OUTCOME] = outcome;
                words[offset + Slot.START] = start;
                words[offset + Slot.END] = end;
                words[offset + Slot.INTENDED_START] = intendedStart;
                words[offset + Slot.BYTES_SENT] = bytesSent;
                words[offset + Slot.BYTES_RECEIVED] = bytesReceived;
                if (trace != null) {
                    stripe.trace(sequence, trace);
                }
                stripe.publish(sequence);
                return;
            }
            if (sequence == Stripe.RETIRED) {
                retired++;
            } else if (waitForRoom && !closed) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            } else {
                break;
            }
        }
        refusedRequests.increment();
    }

    /** Publishes a rare event. */
    void publish(TelemetryEvent event) {
        if (closed) {
            closedEvents.increment();
        } else {
            publishInternally(event);
        }
    }

    /** Publishes a recorder's event; one that comes after the end of the run is not part of it and not counted. */
    void publishWhileOpen(TelemetryEvent event) {
        if (!closed) {
            publishInternally(event);
        }
    }

    /** Publishes an event of the library's own, also after the end of the run: the final statistics, test.stop. */
    void publishInternally(TelemetryEvent event) {
        long[] after = new long[stripes.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = stripes[i].tail();
        }
        RingEvent reference = new RingEvent(event, after); // Before the claim: what is claimed has to be published.
        long sequence = events.claim();
        if (sequence < 0) {
            refusedEvents.increment();
            return;
        }
        events.reference(sequence, reference);
        events.publish(sequence);
    }

    /** Waits until the stripe of rare events is at most half full, or the deadline of {@link System#nanoTime()} is over. */
    void awaitRoomForEvents(long deadline) {
        while (events.halfFull() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    /** From now on nothing is taken from outside. */
    void close() {
        closed = true;
    }

    /** The context, where there is one and this ring can carry it. */
    @Nullable
    TraceContext carried(@Nullable TraceContext trace) {
        return trace != null && stripes[0].carriesTraces() && trace.isValid() ? trace : null;
    }

    Stripe stripe(int index) {
        return stripes[index];
    }

    /** The slots of all stripes of requests together. */
    int capacity() {
        return stripes.length * stripes[0].capacity();
    }

    int stripeCount() {
        return stripes.length;
    }

    Stripe events() {
        return events;
    }

    /** Requests and iterations that producers published, taken or not. */
    long publishedRequests() {
        long published = refusedRequests.sum() + closedRequests.sum();
        for (Stripe stripe : stripes) {
            published += stripe.tail();
        }
        return published;
    }

    /** Rare events that were published, taken or not. */
    long publishedEvents() {
        return refusedEvents.sum() + closedEvents.sum() + events.tail();
    }

    long refusedRequests() {
        return refusedRequests.sum();
    }

    long refusedEvents() {
        return refusedEvents.sum();
    }

    long closedRequests() {
        return closedRequests.sum();
    }

    long closedEvents() {
        return closedEvents.sum();
    }
}
