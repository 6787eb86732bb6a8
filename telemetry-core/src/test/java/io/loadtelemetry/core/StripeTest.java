package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StripeTest {

    private static final Cursor.Wakeable NEVER_PAUSES = () -> {};

    private final long[] buffer = new long[256 * Stripe.WORDS];

    @Test
    void whatIsPublishedIsReadInOrder() {
        Cursor cursor = new Cursor(false, NEVER_PAUSES);
        Stripe stripe = new Stripe(8, Stripe.Extra.NOTHING, List.of(cursor));

        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 8; i++) {
                publish(stripe, round * 8 + i);
            }
            assertThat(read(stripe, cursor)).hasSize(8).isSorted().startsWith(round * 8L);
        }
    }

    @Test
    void aReaderThatMayNotBeMovedKeepsProducersOut() {
        Cursor cursor = new Cursor(false, NEVER_PAUSES);
        Stripe stripe = new Stripe(4, Stripe.Extra.NOTHING, List.of(cursor));
        for (int i = 0; i < 4; i++) {
            publish(stripe, i);
        }

        assertThat(stripe.claim()).isEqualTo(Stripe.FULL);
        assertThat(read(stripe, cursor)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(stripe.claim()).isEqualTo(4);
    }

    @Test
    void aReaderThatStallsIsMovedPastAndItsLossIsExact() {
        Cursor stalled = new Cursor(true, NEVER_PAUSES);
        Cursor lively = new Cursor(true, NEVER_PAUSES);
        Stripe stripe = new Stripe(64, Stripe.Extra.NOTHING, List.of(stalled, lively));
        List<Long> seen = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            publish(stripe, i);
            seen.addAll(read(stripe, lively));
        }

        assertThat(seen).hasSize(1000).isSorted();
        assertThat(lively.overrun()).isZero();
        List<Long> late = read(stripe, stalled);
        assertThat(late).isSorted().endsWith(999L);
        assertThat(late.size() + stalled.overrun()).isEqualTo(1000);
    }

    @Test
    void aSlotBeingWrittenHoldsReadersBackButNoProducer() {
        Cursor cursor = new Cursor(false, NEVER_PAUSES);
        Stripe stripe = new Stripe(8, Stripe.Extra.NOTHING, List.of(cursor));
        long unfinished = stripe.claim();
        publish(stripe, 1);

        assertThat(read(stripe, cursor)).isEmpty();
        stripe.words()[stripe.offset(unfinished)] = 7;
        stripe.publish(unfinished);
        assertThat(read(stripe, cursor)).containsExactly(7L, 1L);
    }

    @Test
    void aStripeWithAStoppedProducerRetiresOnceAllElseIsRead() throws InterruptedException {
        Cursor cursor = new Cursor(false, NEVER_PAUSES);
        Stripe stripe = new Stripe(4, Stripe.Extra.NOTHING, List.of(cursor));
        stripe.claim(); // and never published
        for (int i = 1; i < 4; i++) {
            publish(stripe, i);
        }
        // What a lane does after its patience is over.
        assertThat(cursor.advance(0, 1)).isTrue();
        assertThat(stripe.claim()).isEqualTo(Stripe.FULL);
        assertThat(read(stripe, cursor)).containsExactly(1L, 2L, 3L);

        long deadline = System.nanoTime() + 20 * StuckSlot.PATIENCE_NANOS;
        long claimed = stripe.claim();
        while (claimed == Stripe.FULL && System.nanoTime() < deadline) {
            Thread.sleep(10);
            claimed = stripe.claim();
        }
        assertThat(claimed).isEqualTo(Stripe.RETIRED);
        assertThat(stripe.claim()).isEqualTo(Stripe.RETIRED);
    }

    /**
     * A producer is held up while it looks at the cursors; meanwhile the stripe retires, and only then the stopped
     * producer publishes after all.
     */
    @Test
    void nobodyClaimsARetiredStripeWhateverItSawBefore() {
        List<Runnable> whileHeldUp = new ArrayList<>();
        Cursor cursor = new Cursor(
                false,
                () -> whileHeldUp.removeIf(step -> {
                    step.run();
                    return true;
                }));
        Stripe stripe = new Stripe(8, Stripe.Extra.NOTHING, List.of(cursor));
        long stopped = stripe.claim();
        for (int i = 1; i < 8; i++) {
            publish(stripe, i);
        }
        assertThat(cursor.advance(0, 1)).isTrue();
        whileHeldUp.add(() -> {
            assertThat(read(stripe, cursor)).hasSize(7);
            long deadline = System.nanoTime() + 20 * StuckSlot.PATIENCE_NANOS;
            while (stripe.claim() != Stripe.RETIRED && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            stripe.publish(stopped);
        });

        assertThat(stripe.claim()).isEqualTo(Stripe.RETIRED);
        assertThat(whileHeldUp).isEmpty();
        assertThat(stripe.tail()).isEqualTo(8);
    }

    @Test
    void aPausingReaderIsWokenBeforeTheRingIsFull() {
        AtomicLong wakes = new AtomicLong();
        Cursor cursor = new Cursor(true, wakes::incrementAndGet);
        Stripe stripe = new Stripe(1024, Stripe.Extra.NOTHING, List.of(cursor));
        int published = 0;
        while (wakes.get() == 0 && published < 1024) {
            publish(stripe, published++);
        }

        assertThat(published).isLessThan(1024 / 2);
        assertThat(cursor.overrun()).isZero();
    }

    /** While a batch is being copied the ring may come round to where it began, and further: the cursor was moved then. */
    @ParameterizedTest
    @ValueSource(ints = {2, 16})
    void aCopyThatIsOverrunWhileItIsMadeIsNoLongerThanTheRing(int capacity) throws InterruptedException {
        Cursor cursor = new Cursor(true, NEVER_PAUSES);
        Stripe stripe = new Stripe(capacity, Stripe.Extra.NOTHING, List.of(cursor));
        Thread producer = new Thread(() -> {
            for (int i = 1; i <= 3_000_000; i++) {
                publish(stripe, i);
            }
        });
        producer.start();
        try {
            while (producer.isAlive()) {
                long from = cursor.position();
                int count = stripe.copy(from, 256, buffer);
                assertThat(count).isBetween(0, capacity);
                if (count > 0) {
                    cursor.advance(from, from + count);
                }
            }
        } finally {
            producer.join();
        }
    }

    /** Every event is either read, whole, or counted as lost, whatever the interleaving. */
    @ParameterizedTest
    @ValueSource(ints = {2, 16, 1024})
    void producersAndReadersOfAllSpeedsLoseNothingUncounted(int capacity) throws InterruptedException {
        int producers = 4;
        int each = capacity < 64 ? 2_000 : 50_000; // A tiny ring is all context switches.
        Reader fast = new Reader(0);
        Reader slow = new Reader(2_000);
        Reader exact = new Reader(0);
        Cursor exactCursor = new Cursor(false, NEVER_PAUSES);
        fast.cursor = new Cursor(true, NEVER_PAUSES);
        slow.cursor = new Cursor(true, NEVER_PAUSES);
        exact.cursor = exactCursor;
        Stripe stripe = new Stripe(capacity, Stripe.Extra.TRACES, List.of(fast.cursor, slow.cursor, exact.cursor));
        AtomicLong refused = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (Reader reader : List.of(fast, slow, exact)) {
            reader.stripe = stripe;
            reader.start();
        }
        for (int p = 0; p < producers; p++) {
            long base = (long) p << 32;
            Thread thread = new Thread(() -> {
                for (int i = 1; i <= each; i++) {
                    if (!publish(stripe, base | i)) {
                        refused.incrementAndGet();
                        LockSupport.parkNanos(1_000);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (Reader reader : List.of(fast, slow, exact)) {
            reader.producersDone = true;
            reader.join();
            assertThat(reader.problem).isNull();
            assertThat(reader.count + reader.cursor.overrun() + refused.get()).isEqualTo((long) producers * each);
        }
        assertThat(exactCursor.overrun()).isZero();
    }

    /** The values of every other producer. */
    private static boolean traced(long value) {
        return (Slot.upper(value) & Slot.TRACED) != 0;
    }

    private static boolean publish(Stripe stripe, long value) {
        long sequence = stripe.claim();
        if (sequence < 0) {
            return false;
        }
        for (int word = 0; word < Stripe.WORDS - 1; word++) {
            stripe.words()[stripe.offset(sequence) + word] = value;
        }
        if (traced(value)) {
            stripe.trace(sequence, TraceContext.of(value, -value, value, -value, false));
        }
        stripe.publish(sequence);
        return true;
    }

    private List<Long> read(Stripe stripe, Cursor cursor) {
        List<Long> values = new ArrayList<>();
        while (true) {
            long from = cursor.position();
            int count = stripe.copy(from, 256, buffer);
            if (count == 0) {
                return values;
            }
            if (cursor.advance(from, from + count)) {
                for (int i = 0; i < count; i++) {
                    values.add(buffer[i * Stripe.WORDS]);
                }
            }
        }
    }

    /** Checks that slots are whole and that the values of each producer grow. */
    private static final class Reader extends Thread {
        private final long[] copy = new long[256 * Stripe.WORDS];
        private final long[] traces = new long[256 * Slot.TRACE_WORDS];
        private final long[] last = new long[16];
        private final int spins;
        private Stripe stripe = new Stripe(2, Stripe.Extra.NOTHING, List.of());
        private Cursor cursor = new Cursor(true, NEVER_PAUSES);
        private volatile boolean producersDone;
        private long count;
        private volatile @Nullable String problem;

        Reader(int spins) {
            this.spins = spins;
        }

        @Override
        public void run() {
            try {
                readAll();
            } catch (RuntimeException e) {
                problem = e.toString();
            }
        }

        private void readAll() {
            while (problem == null) {
                boolean last = producersDone;
                long from = cursor.position();
                int read = stripe.copy(from, 256, copy);
                if (read == 0 && last && from == stripe.tail()) {
                    return;
                }
                stripe.copyTraces(from, read, copy, traces);
                if (read > 0 && cursor.advance(from, from + read)) {
                    count += read;
                    check(read);
                }
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                }
            }
        }

        private void check(int read) {
            for (int i = 0; i < read; i++) {
                long value = copy[i * Stripe.WORDS];
                for (int word = 1; word < Stripe.WORDS - 1; word++) {
                    if (copy[i * Stripe.WORDS + word] != value) {
                        problem = "torn slot " + value;
                    }
                }
                for (int word = 0; traced(value) && word < Slot.TRACE_WORDS; word++) {
                    if (traces[i * Slot.TRACE_WORDS + word] != (word % 2 == 0 ? value : -value)) {
                        problem = "the trace of another slot than " + value;
                    }
                }
                int producer = (int) (value >> 32);
                if ((value & 0xFFFFFFFFL) <= last[producer]) {
                    problem = "out of order " + value;
                }
                last[producer] = value & 0xFFFFFFFFL;
            }
        }
    }
}
