package io.loadtelemetry.core;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way of the events to one recorder: a cursor on each stripe of the ring, a daemon thread, and the books.
 *
 * <p>It polls in batches. After a full batch it looks again at once; else it pauses, the longer the less it finds: waking
 * up costs the load more than anything else a lane does. Producers do not pay for waking it, but for a long pause in which
 * the ring fills (see {@link Stripe}): once, at the beginning of a burst.
 */
final class Lane implements Runnable, Cursor.Wakeable {

    private static final int BATCH = 128;

    /** Divides the usual intervals of statistics, whose ends a lane should not sleep through. */
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private static final long SHORTEST_PAUSE_NANOS = LONGEST_PAUSE_NANOS / 64;
    /** While there is nothing at all. */
    private static final long IDLE_PAUSE_NANOS = 2 * LONGEST_PAUSE_NANOS;

    /** The part of the ring that should be there to read after a pause: little, but worth waking up for. */
    private static final int WORTH_WAKING = 64;

    private final String id;
    private final boolean readsRequests;
    private final boolean readsEvents;
    private final LaneRecorder recorder;
    private final LaneAccount account;
    private final RunClock clock;

    private final Cursor[] requestCursors;
    private final Cursor eventCursor;
    private final StuckSlot[] stuck;
    private final long[] buffer = new long[BATCH * Stripe.WORDS];
    private final long[] traces = new long[BATCH * Slot.TRACE_WORDS];
    private final RequestView request;
    private final IterationView iteration;
    private final CountDownLatch ended = new CountDownLatch(1);

    private final AtomicLong unfinished = new AtomicLong();
    private volatile boolean pausing;
    private volatile boolean stopping;
    private volatile boolean abandoned;
    private volatile @Nullable Thread thread;
    private @Nullable EventRing ring;

    /**
     * What is particular to a lane.
     *
     * @param readsRequests whether the recorder gets requests and iterations
     * @param readsEvents whether the recorder gets the rare events
     * @param movable whether the ring may move past this lane when it is too slow; otherwise it keeps producers out
     */
    record Spec(
            String id,
            Recorder recorder,
            LaneAccount account,
            boolean readsRequests,
            boolean readsEvents,
            boolean movable) {}

    /** What all lanes of a run share. */
    record Shared(int stripes, Subjects subjects, RunClock clock, Warnings warnings) {}

    Lane(Spec spec, Shared shared) {
        this.id = spec.id();
        this.readsRequests = spec.readsRequests();
        this.readsEvents = spec.readsEvents();
        this.account = spec.account();
        this.recorder = new LaneRecorder(id, spec.recorder(), account, shared.warnings());
        this.clock = shared.clock();
        this.requestCursors = new Cursor[shared.stripes()];
        for (int i = 0; i < requestCursors.length; i++) {
            requestCursors[i] = new Cursor(spec.movable(), this);
        }
        this.eventCursor = new Cursor(spec.movable(), this);
        this.stuck = new StuckSlot[requestCursors.length + 1];
        Arrays.setAll(stuck, i -> new StuckSlot());
        this.request = new RequestView(buffer, traces, shared.subjects());
        this.iteration = new IterationView(buffer, traces, shared.subjects());
    }

    String id() {
        return id;
    }

    boolean readsRequests() {
        return readsRequests;
    }

    boolean readsEvents() {
        return readsEvents;
    }

    Cursor requestCursor(int stripe) {
        return requestCursors[stripe];
    }

    Cursor eventCursor() {
        return eventCursor;
    }

    void start(EventRing eventRing) {
        ring = eventRing;
        Thread newThread = new Thread(null, this, "telemetry-" + id, 0, false);
        newThread.setDaemon(true);
        thread = newThread;
        newThread.start();
    }

    /** Lets the lane end once it has read everything. */
    void stop() {
        stopping = true;
        wake();
    }

    /** Gives the lane up: what it did not record by now is dropped. */
    void abandon() {
        abandoned = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    boolean awaitEnd(long deadline) throws InterruptedException {
        return ended.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    boolean runsOn(Thread other) {
        return thread == other;
    }

    @Override
    public void wake() {
        Thread running = thread;
        if (pausing && running != null) {
            pausing = false;
            LockSupport.unpark(running);
        }
    }

    @Override
    public void run() {
        EventRing source = ring;
        if (source == null) {
            return;
        }
        try {
            recorder.start();
            poll(source);
            recorder.close();
        } finally {
            ended.countDown();
        }
    }

    private void poll(EventRing source) {
        long pause = SHORTEST_PAUSE_NANOS;
        int worthWaking = source.capacity() / WORTH_WAKING;
        long readSincePause = 0;
        while (!abandoned) {
            boolean last = stopping;
            int most = readsEvents ? readEvents(source) : 0;
            int read = most;
            if (readsRequests) {
                for (int i = 0; i < requestCursors.length; i++) {
                    int count = readRequests(source.stripe(i), requestCursors[i], i);
                    most = Math.max(most, count);
                    read += count;
                }
            }
            recorder.tick(clock.now());
            if (last && read == 0 && caughtUp(source)) {
                return;
            }
            readSincePause += read;
            if (most < BATCH) {
                boolean woken = pause(pause);
                if (woken || readSincePause > worthWaking) {
                    pause = woken ? SHORTEST_PAUSE_NANOS : Math.max(SHORTEST_PAUSE_NANOS, pause / 2);
                } else if (readSincePause < worthWaking / 2) {
                    pause = Math.min(readSincePause == 0 ? IDLE_PAUSE_NANOS : LONGEST_PAUSE_NANOS, 2 * pause);
                }
                readSincePause = 0;
            }
        }
    }

    /**
     * Pauses until the time since the start of the run is a multiple of the given one: so lanes wake up together, and at
     * the ends of intervals. Returns whether a producer woke it.
     */
    private boolean pause(long nanos) {
        Thread.interrupted(); // Or parking would return at once for ever; an interrupt is not how a lane ends.
        long sinceStart = clock.now() - RunClock.nanos(clock.startTime());
        boolean wakeable = nanos > 2 * SHORTEST_PAUSE_NANOS; // Else it wakes up soon enough by itself.
        pausing = wakeable;
        LockSupport.parkNanos(this, stopping ? SHORTEST_PAUSE_NANOS : nanos - sinceStart % nanos);
        boolean woken = wakeable && !pausing;
        pausing = false;
        return woken;
    }

    private int readRequests(Stripe stripe, Cursor cursor, int index) {
        long from = cursor.position();
        int count = stripe.copy(from, BATCH, buffer);
        if (count == 0) {
            skipIfStuck(stripe, cursor, from, index);
            return 0;
        }
        if (stripe.carriesTraces()) {
            stripe.copyTraces(from, count, buffer, traces);
        }
        if (!cursor.advance(from, from + count)) {
            return BATCH; // A producer moved this lane on: there is more to read.
        }
        for (int i = 0; i < count; i++) {
            recorder.record(view(i));
            if (abandoned) {
                return count;
            }
        }
        return count;
    }

    private TelemetryEvent view(int copied) {
        if ((Slot.upper(buffer[copied * Stripe.WORDS + Slot.SUBJECT]) & Slot.KIND_ITERATION) != 0) {
            iteration.moveTo(copied);
            return iteration;
        }
        request.moveTo(copied);
        return request;
    }

    private int readEvents(EventRing source) {
        Stripe stripe = source.events();
        for (int count = 0; count < BATCH; count++) {
            long from = eventCursor.position();
            RingEvent next = (RingEvent) stripe.reference(from);
            if (next == null) {
                skipIfStuck(stripe, eventCursor, from, requestCursors.length);
                return count;
            }
            if (readsRequests && !hasRead(next)) {
                return count;
            }
            if (eventCursor.advance(from, from + 1)) {
                recorder.record(next.event());
            }
            if (abandoned) {
                return count;
            }
        }
        return BATCH;
    }

    /** Whether this lane has read all requests that were published before the event. */
    private boolean hasRead(RingEvent next) {
        for (int i = 0; i < requestCursors.length; i++) {
            if (requestCursors[i].position() < next.after(i)) {
                return false;
            }
        }
        return true;
    }

    /** A slot that was claimed long ago and is still not published: its producer was stopped, and others wait behind it. */
    private void skipIfStuck(Stripe stripe, Cursor cursor, long from, int index) {
        if (from < stripe.tail() && stuck[index].tooLong(from) && cursor.advance(from, from + 1)) {
            unfinished.incrementAndGet();
        }
    }

    private boolean caughtUp(EventRing source) {
        if (readsEvents && eventCursor.position() < source.events().tail()) {
            return false;
        }
        if (readsRequests) {
            for (int i = 0; i < requestCursors.length; i++) {
                if (requestCursors[i].position() < source.stripe(i).tail()) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The books at this moment. What was published is read last, so that nothing that is counted as done was published
     * after that.
     */
    RecorderAccounting accounting(EventRing source) {
        Map<String, Long> dropped = new TreeMap<>();
        boolean over = ended.getCount() == 0 || abandoned;
        long recorded = account.read(dropped);
        long overrun = eventCursor.overrun();
        for (Cursor cursor : requestCursors) {
            overrun += cursor.overrun();
        }
        add(dropped, DropReason.OVERRUN, overrun);
        add(dropped, DropReason.UNFINISHED, unfinished.get());
        long published = 0;
        if (readsRequests) {
            add(dropped, DropReason.RING_FULL, source.refusedRequests());
            add(dropped, DropReason.CLOSED, source.closedRequests());
            published += source.publishedRequests();
        }
        if (readsEvents) {
            add(dropped, DropReason.RING_FULL, source.refusedEvents());
            add(dropped, DropReason.CLOSED, source.closedEvents());
            published += source.publishedEvents();
        }
        long pending = published
                - recorded
                - dropped.values().stream().mapToLong(Long::longValue).sum();
        if (over) {
            add(dropped, abandoned ? DropReason.CLOSE_TIMEOUT : DropReason.CLOSED, pending);
            pending = 0;
        }
        return new RecorderAccounting(id, published, recorded, dropped, pending);
    }

    private static void add(Map<String, Long> dropped, String reason, long count) {
        if (count > 0) {
            dropped.merge(reason, count, Long::sum);
        }
    }
}
