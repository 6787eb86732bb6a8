package io.loadtelemetry.core;

import io.loadtelemetry.api.TraceContext;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bounded lock-free ring for many producers and many readers, each reader with a {@link Cursor} of its own. Slots are
 * {@link #WORDS} longs in one flat array: a slot fills a cache line of 64 bytes, and publishing allocates nothing.
 *
 * <p><b>Memory order.</b> The last word of a slot is its state: {@code sequence + 1} once the slot of that sequence is
 * published. A producer
 *
 * <ol>
 *   <li>reads {@code tail} and sees that every cursor is past {@code tail - capacity} ({@code limit}, or the cursors
 *       themselves, read with acquire) and that the slot's previous sequence is published;
 *   <li>claims by compare-and-set of {@code tail}: if that succeeds nobody else claimed since step 1, so what was seen
 *       there still holds, because cursors and states only grow;
 *   <li>writes the words plainly and sets the state with release.
 * </ol>
 *
 * <p>A lane reads the state with acquire, which pairs with the release of step 3, copies the words plainly, and then
 * advances its cursor by compare-and-set, which has release semantics: its reads are over before a producer can see the
 * cursor past the slot (acquire in step 1) and write into it. Where a producer has moved the cursor meanwhile the
 * compare-and-set fails, and the copy, which may be torn, is thrown away; the slots were counted by the one who moved it.
 *
 * <p>A producer that is stopped between steps 2 and 3 leaves its slot unpublished. Lanes skip it after a while (see
 * {@link Lane}); when the ring comes round to it, nobody may claim it, because its owner may still write into it: the
 * stripe retires, once all it holds is read, and {@link EventRing} goes on with the next one.
 *
 * <p>The slot layout and the claim by sequence follow Dmitry Vyukov's bounded MPMC queue; cursors of independent readers
 * follow the LMAX Disruptor.
 */
final class Stripe {

    /** The longs of a slot. */
    static final int WORDS = 8;
    /** {@link #claim()}: there is no room. */
    static final long FULL = -1;
    /** {@link #claim()}: there will never be room again. */
    static final long RETIRED = -2;

    /** Set in {@code tail}, it ends all claiming: the compare-and-set of step 2 fails from then on. */
    private static final long RETIREMENT = 1L << 62;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    /** The sequence that is claimed next. */
    private final PaddedLong tail = new PaddedLong();
    /** Sequences below this may be claimed without looking at the cursors. */
    private final PaddedLong limit = new PaddedLong();

    private final int capacity;
    private final int mask;
    private final long[] words;
    /** The trace contexts, in an array of their own so that a slot without one stays within a cache line; or empty. */
    private final long[] traceWords;

    private final @Nullable Object @Nullable [] references;
    private final Cursor[] cursors;
    private final StuckSlot stuck = new StuckSlot();

    /** What slots carry beside their words. */
    enum Extra {
        NOTHING,
        TRACES,
        REFERENCES
    }

    /** A ring of a capacity that is a power of two. */
    Stripe(int capacity, Extra extra, List<Cursor> cursors) {
        this.capacity = capacity;
        this.mask = capacity - 1;
        this.words = new long[capacity * WORDS];
        this.traceWords = new long[extra == Extra.TRACES ? capacity * Slot.TRACE_WORDS : 0];
        this.references = extra == Extra.REFERENCES ? new Object[capacity] : null;
        this.cursors = cursors.toArray(new Cursor[0]);
        for (int slot = 0; slot < capacity; slot++) {
            words[state(slot)] = slot - capacity + 1L;
        }
    }

    /** Claims a slot: its sequence, or {@link #FULL}, or {@link #RETIRED}. Lock-free. */
    long claim() {
        while (true) {
            long sequence = tail.getAcquire();
            if (sequence >= limit.getAcquire() && !extend(sequence)) {
                return sequence >= RETIREMENT ? RETIRED : FULL;
            }
            if ((long) WORD.getAcquire(words, state(sequence)) != sequence - capacity + 1) {
                // Else another producer claimed, wrote and published it between the two reads.
                if (sequence == tail.getAcquire() && !retire(sequence)) {
                    return FULL;
                }
                continue;
            }
            if (tail.compareAndSet(sequence, sequence + 1)) {
                return sequence;
            }
        }
    }

    /** Where the words of a claimed slot begin in {@link #words()}. */
    int offset(long sequence) {
        return ((int) sequence & mask) * WORDS;
    }

    long[] words() {
        return words;
    }

    /** Whether slots can carry a trace context. */
    boolean carriesTraces() {
        return traceWords.length > 0;
    }

    /** Writes the trace context of a claimed slot. */
    void trace(long sequence, TraceContext trace) {
        int offset = ((int) sequence & mask) * Slot.TRACE_WORDS;
        traceWords[offset + Slot.TRACE_ID_HIGH] = trace.traceIdHigh();
        traceWords[offset + Slot.TRACE_ID_LOW] = trace.traceIdLow();
        traceWords[offset + Slot.SPAN_ID] = trace.spanId();
        traceWords[offset + Slot.PARENT_SPAN_ID] = trace.parentSpanId();
    }

    /** Copies the trace contexts of those copied slots that have one; counts, like {@link #copy}, if the cursor advances. */
    void copyTraces(long from, int count, long[] copied, long[] target) {
        for (int i = 0; i < count; i++) {
            if ((Slot.upper(copied[i * WORDS + Slot.SUBJECT]) & Slot.TRACED) != 0) {
                int offset = ((int) (from + i) & mask) * Slot.TRACE_WORDS;
                System.arraycopy(traceWords, offset, target, i * Slot.TRACE_WORDS, Slot.TRACE_WORDS);
            }
        }
    }

    /** Sets the object of a claimed slot. */
    void reference(long sequence, Object reference) {
        if (references != null) {
            references[(int) sequence & mask] = reference;
        }
    }

    /** Publishes a claimed slot after its words are written. */
    void publish(long sequence) {
        WORD.setRelease(words, state(sequence), sequence + 1);
    }

    /** Copies published slots from {@code from} on, at most {@code most}; the copy counts only if the cursor advances. */
    int copy(long from, int most, long[] target) {
        int count = 0;
        // Not more than the ring: where producers move the cursor meanwhile, its end comes round to where this began.
        int bound = Math.min(most, capacity);
        while (count < bound && published(from + count)) {
            count++;
        }
        int start = offset(from);
        int untilEnd = Math.min(count * WORDS, words.length - start);
        System.arraycopy(words, start, target, 0, untilEnd);
        System.arraycopy(words, 0, target, untilEnd, count * WORDS - untilEnd);
        return count;
    }

    /** The object of a published slot, null where it is not published; counts only if the cursor advances. */
    @Nullable
    Object reference(long sequence) {
        return references != null && published(sequence) ? references[(int) sequence & mask] : null;
    }

    private boolean published(long sequence) {
        return (long) WORD.getAcquire(words, state(sequence)) == sequence + 1;
    }

    /** The sequence that is claimed next: how many were claimed so far. */
    long tail() {
        return tail.getAcquire() & (RETIREMENT - 1);
    }

    int capacity() {
        return capacity;
    }

    /** Whether a reader is more than half of the ring behind. */
    boolean halfFull() {
        boolean half = false;
        for (Cursor cursor : cursors) {
            half |= tail() - cursor.position() > capacity / 2;
        }
        return half;
    }

    /**
     * Looks at all cursors: wakes the ones that pause a quarter of the ring behind, moves the movable ones that are three
     * quarters behind to the middle, and says whether there is room.
     */
    private boolean extend(long sequence) {
        if (sequence >= RETIREMENT) {
            return false;
        }
        long slowest = sequence;
        for (Cursor cursor : cursors) {
            long position = cursor.position();
            if (sequence - position > capacity / 4) {
                cursor.wake();
            }
            if (cursor.movable() && sequence - position >= capacity - capacity / 4) {
                cursor.movePast(position, Math.max(position, sequence - capacity / 2));
                position = cursor.position();
            }
            slowest = Math.min(slowest, position);
        }
        // A reader that is behind is looked at again before it is at the end of the ring, but not at every claim.
        long lookAgain = Math.max(slowest + capacity / 4, sequence + 1 + capacity / 16);
        limit.setRelease(Math.min(slowest + capacity, lookAgain));
        return sequence < slowest + capacity;
    }

    /** Retires where a stopped producer was long in the way and all else is read: going elsewhere breaks no order then. */
    private boolean retire(long sequence) {
        if (!stuck.tooLong(sequence)) {
            return false;
        }
        for (Cursor cursor : cursors) {
            if (cursor.position() < sequence) {
                return false;
            }
        }
        boolean unused = tail.compareAndSet(sequence, sequence | RETIREMENT); // Else it got on after all.
        return true;
    }

    private int state(long sequence) {
        return offset(sequence) + WORDS - 1;
    }
}
