package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A producer that is stopped between claim and publish, on real lanes, while others go on. */
@Timeout(120)
class StoppedProducerTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int STRIPES = EventRing.stripeCount(8192);
    /** A producer number that no producer has. */
    private static final int STOPPED = 1_000;

    private final CheckingRecorder movableRecorder = new CheckingRecorder();
    private final CheckingRecorder exactRecorder = new CheckingRecorder();
    private final Lane movable = Rings.lane("movable", movableRecorder, STRIPES, true);
    private final Lane exact = Rings.lane("exact", exactRecorder, STRIPES, false);
    private final List<Lane> lanes = List.of(movable, exact);
    private final EventRing ring = new EventRing(8192, false, false, lanes);
    private final List<Producer> producers = new ArrayList<>();

    @BeforeEach
    void start() {
        lanes.forEach(lane -> lane.start(ring));
    }

    @AfterEach
    void end() throws InterruptedException {
        endProducers();
        lanes.forEach(Lane::abandon);
    }

    @Test
    void aThreadThatEndsInTheMiddleOfAWriteCostsOneEventAndItsStripe() throws InterruptedException {
        Stopped killed = new Stopped();
        killed.start();
        killed.claimed.await();
        killed.interrupt();
        killed.join();

        startProducers();
        awaitRetired(killed);
        goOnFor(3 * ring.stripe(0).capacity());
        endAndCheck(1);
        assertThat(killed.stripe().tail())
                .isEqualTo(killed.sequence + killed.stripe().capacity());
    }

    @Test
    void theLateWriteOfASuspendedThreadReachesNobody() throws InterruptedException {
        Stopped suspended = new Stopped();
        suspended.start();
        suspended.claimed.await();

        startProducers();
        awaitRetired(suspended);
        goOnFor(3 * ring.stripe(0).capacity()); // The other stripes go round several times.
        suspended.resume.countDown();
        suspended.join();
        goOnFor(3 * ring.stripe(0).capacity());
        endAndCheck(1);
        assertThat(suspended.stripe().tail())
                .isEqualTo(suspended.sequence + suspended.stripe().capacity());
    }

    @Test
    void aThreadThatGoesOnBeforeTheRingComesRoundLosesOnlyItsEvent() throws InterruptedException {
        Stopped suspended = new Stopped();
        suspended.start();
        suspended.claimed.await();
        long after = suspended.sequence + 1;
        await("both lanes skip the slot")
                .atMost(LONG)
                .until(() -> lanes.stream()
                        .allMatch(lane -> lane.requestCursor(suspended.home).position() == after));
        suspended.resume.countDown();
        suspended.join();

        startProducers();
        // Nothing retires: the stripe goes round several times.
        long far = suspended.sequence + 5L * suspended.stripe().capacity();
        await("the stripe goes on").atMost(LONG).until(() -> suspended.stripe().tail() > far);
        endAndCheck(1);
    }

    @Test
    void severalStoppedThreadsInOneStripeCostOneEventEach() throws InterruptedException {
        List<Stopped> killed = List.of(new Stopped(), new Stopped(), new Stopped());
        for (Stopped thread : killed) {
            thread.home = killed.get(0).home;
            thread.start();
            thread.claimed.await();
            thread.interrupt();
            thread.join();
        }

        startProducers();
        awaitRetired(killed.get(0));
        goOnFor(3 * ring.stripe(0).capacity());
        endAndCheck(killed.size());
    }

    /** So many producers that each stripe is the home of one. */
    private void startProducers() {
        boolean[] used = new boolean[STRIPES];
        for (int found = 0; found < STRIPES; ) {
            Producer producer = new Producer(producers.size() + 1);
            int home = home(producer);
            if (!used[home]) {
                used[home] = true;
                found++;
                producers.add(producer);
                producer.start();
            }
        }
    }

    private static int home(Thread thread) {
        return (int) thread.getId() & (STRIPES - 1);
    }

    /** Once its stripe is retired a producer that has its home there publishes elsewhere: its events get through again. */
    private void awaitRetired(Stopped stopped) {
        long end = stopped.sequence + stopped.stripe().capacity();
        await("the stripe is used up").atMost(LONG).until(() -> stopped.stripe().tail() == end);
        Producer homeless = producers.stream()
                .filter(producer -> home(producer) == stopped.home)
                .findFirst()
                .orElseThrow();
        // More than the stripe still held.
        long more = 2L * stopped.stripe().capacity();
        for (CheckingRecorder recorder : List.of(movableRecorder, exactRecorder)) {
            long before = recorder.countOf(homeless.number);
            await("the producer goes on elsewhere")
                    .atMost(LONG)
                    .until(() -> recorder.countOf(homeless.number) > before + more);
        }
    }

    /** Until each lane has recorded so many more events. */
    private void goOnFor(int events) {
        for (CheckingRecorder recorder : List.of(movableRecorder, exactRecorder)) {
            long before = recorder.total();
            await("the lane goes on").atMost(LONG).until(() -> recorder.total() > before + events);
        }
    }

    private void endProducers() throws InterruptedException {
        for (Producer producer : producers) {
            producer.over = true;
        }
        for (Producer producer : producers) {
            producer.join();
        }
    }

    private void endAndCheck(long unfinished) throws InterruptedException {
        endProducers();
        long calls = unfinished
                + producers.stream().mapToLong(producer -> producer.published).sum();
        for (Lane lane : lanes) {
            await(lane.id() + " has read all").atMost(LONG).until(() -> pending(lane) == 0);
            RecorderAccounting books = lane.accounting(ring);
            assertThat(books.published()).isEqualTo(calls);
            assertThat(books.balanced()).isTrue();
            CheckingRecorder recorder = lane == movable ? movableRecorder : exactRecorder;
            assertThat(books.recorded()).isEqualTo(recorder.total());
            assertThat(recorder.problems()).isEmpty();
        }
        assertThat(exact.accounting(ring).dropped())
                .containsEntry(DropReason.UNFINISHED, unfinished)
                .doesNotContainKey(DropReason.OVERRUN);
        // The ring may have moved this one past the slot before its patience was over.
        Map<String, Long> dropped = movable.accounting(ring).dropped();
        assertThat(dropped.getOrDefault(DropReason.UNFINISHED, 0L) + dropped.getOrDefault(DropReason.OVERRUN, 0L))
                .isGreaterThanOrEqualTo(unfinished);
        for (Lane lane : lanes) {
            lane.stop();
            assertThat(lane.awaitEnd(System.nanoTime() + LONG.toNanos())).isTrue();
        }
    }

    private long pending(Lane lane) {
        return lane.accounting(ring).pending();
    }

    /** Publishes at some pace, numbers of its own in order. */
    private final class Producer extends Thread {
        private final int number;
        private volatile boolean over;
        private long published;

        Producer(int number) {
            this.number = number;
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!over) {
                for (int i = 0; i < 20; i++) {
                    CheckingRecorder.publish(ring, number, ++published);
                }
                LockSupport.parkNanos(100_000);
            }
        }
    }

    /** Claims, writes half of the words, and is stopped there: for ever if it is interrupted. */
    private final class Stopped extends Thread {
        private final CountDownLatch claimed = new CountDownLatch(1);
        private final CountDownLatch resume = new CountDownLatch(1);
        private int home = home(this);
        private volatile long sequence;

        Stripe stripe() {
            return ring.stripe(home);
        }

        @Override
        public void run() {
            sequence = stripe().claim();
            CheckingRecorder.write(stripe(), sequence, STOPPED, 1, 0, 3);
            claimed.countDown();
            try {
                resume.await();
            } catch (InterruptedException e) {
                return;
            }
            CheckingRecorder.write(stripe(), sequence, STOPPED, 1, 3, Stripe.WORDS - 1);
            stripe().publish(sequence);
        }
    }
}
