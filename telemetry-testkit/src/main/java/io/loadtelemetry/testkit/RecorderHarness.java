package io.loadtelemetry.testkit;

import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Drives one recorder by hand, without telemetry-core: a test decides which event comes when. The recorder is created on
 * the calling thread and then called from one daemon thread only, as its lane would. Requests and iterations reach it
 * through views that are reused and hold nonsense outside of the call. What the recorder publishes comes back to it.
 *
 * <pre>{@code
 * try (RecorderHarness harness = RecorderHarness.start(new MyProvider(), Map.of("telemetry.mine.path", file))) {
 *     harness.record(SampleEvents.testStart());
 *     harness.tick();
 * }
 * }</pre>
 *
 * <p>A call that has not come back after 20 seconds is an {@link AssertionError} with the stack of the lane. What the
 * recorder throws is collected, see {@link #failures()}. Thread-safe.
 */
public final class RecorderHarness implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    /** What is done on the lane. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private final HarnessContext context;
    private final BoundedList<String> misuses = new BoundedList<>();
    private final BoundedList<Throwable> failures = new BoundedList<>();
    private final ReusedViews views = new ReusedViews(misuses::add);
    private final ExecutorService lane;
    private final Recorder recorder;
    private final boolean wantsRequests;
    private volatile @Nullable Thread laneThread;
    private boolean closed;

    private RecorderHarness(RecorderProvider provider, Map<String, String> options, RunIdentity run) throws Exception {
        Node node = new Node("standalone", Role.STANDALONE, UUID.randomUUID().toString());
        HarnessConfig config = new HarnessConfig(provider, options);
        context = new HarnessContext(provider.id(), run, node, config, this::loop);
        lane = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "harness-" + provider.id());
            thread.setDaemon(true);
            laneThread = thread;
            return thread;
        });
        try {
            recorder = provider.create(context);
            wantsRequests = recorder.wantsRequests();
        } catch (Throwable t) {
            lane.shutdownNow();
            throw t;
        }
    }

    /**
     * Creates a recorder and starts it.
     *
     * @param provider what creates it
     * @param options configuration keys with their prefix {@code telemetry.<id>.} and their values; keys outside of the
     *     prefix are ignored
     * @return a harness, to be closed
     * @throws io.loadtelemetry.api.ConfigurationException if an option is unknown or its value is not allowed
     * @throws Exception what the creation or the start of the recorder throws
     */
    public static RecorderHarness start(RecorderProvider provider, Map<String, String> options) throws Exception {
        return start(provider, options, SampleEvents.run());
    }

    /**
     * Creates a recorder for a given run and starts it.
     *
     * @param provider what creates it
     * @param options configuration keys with their prefix {@code telemetry.<id>.} and their values
     * @param run the identity of the run
     * @return a harness, to be closed
     * @throws Exception what the creation or the start of the recorder throws
     */
    public static RecorderHarness start(RecorderProvider provider, Map<String, String> options, RunIdentity run)
            throws Exception {
        RecorderHarness harness = new RecorderHarness(provider, options, run);
        try {
            harness.onLane("start()", harness.recorder::start);
        } catch (Throwable t) {
            harness.lane.shutdownNow();
            throw t;
        }
        return harness;
    }

    /**
     * Hands events over, one after the other. Requests and iterations are left out where the recorder does not want
     * them, as telemetry-core does.
     *
     * @param events what happened
     */
    public void record(TelemetryEvent... events) {
        run("record()", () -> {
            for (TelemetryEvent event : events) {
                handOver(event);
            }
        });
    }

    /**
     * Hands events over and lets the recorder have its time, as after a batch.
     *
     * @param events what happened
     */
    public void recordBatch(List<? extends TelemetryEvent> events) {
        run("record() and tick()", () -> {
            for (TelemetryEvent event : events) {
                handOver(event);
            }
            recorder.tick(context.now());
        });
    }

    /** Lets the recorder have its time once. */
    public void tick() {
        run("tick()", () -> recorder.tick(context.now()));
    }

    /** Closes the recorder and ends the lane. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            run("close()", recorder::close);
        } finally {
            lane.shutdownNow();
        }
    }

    /**
     * Whether the recorder wants single requests and iterations.
     *
     * @return what it answered before its start
     */
    public boolean wantsRequests() {
        return wantsRequests;
    }

    /**
     * What the recorder was created with.
     *
     * @return its context
     */
    public RecorderContext context() {
        return context;
    }

    /**
     * What the recorder threw, from any of its methods after the start.
     *
     * @return the newest thousand
     */
    public List<Throwable> failures() {
        return failures.copy();
    }

    /**
     * Every read of a request or an iteration outside of the call that handed it over.
     *
     * @return what was read and by which thread, the newest thousand
     */
    public List<String> misuses() {
        return misuses.copy();
    }

    /**
     * What the recorder published.
     *
     * @return run events and metric events, the newest thousand
     */
    public List<TelemetryEvent> published() {
        return context.published();
    }

    /**
     * What the recorder warned of.
     *
     * @return each as {@code kind: message}, the newest thousand, without any throttling
     */
    public List<String> warnings() {
        return context.warnings();
    }

    /**
     * The books of the recorder: what was handed over and what it reported as lost.
     *
     * @return the accounting at this moment
     */
    public RecorderAccounting accounting() {
        return context.accounting().recorders().get(0);
    }

    /** Every text that a recorder shows of itself: warnings, messages of exceptions, and what it looks like. */
    List<String> texts() {
        List<String> texts = new ArrayList<>(warnings());
        failures().forEach(failure -> texts.add(failure.toString()));
        texts.add(recorder.toString());
        return texts;
    }

    /** Hands an event over and ticks with the interrupt flag set; tells whether the flag outlived that. */
    boolean recordInterrupted(TelemetryEvent event) throws Exception {
        boolean[] kept = new boolean[1];
        onLane("record() and tick() of an interrupted thread", () -> {
            Thread.currentThread().interrupt();
            try {
                recorder.record(views.of(event));
                recorder.tick(context.now());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception lost) {
                // An event may be lost to an interrupt; telemetry-core counts it.
            } finally {
                views.scramble();
                kept[0] = Thread.interrupted();
            }
        });
        return kept[0];
    }

    private void handOver(TelemetryEvent event) {
        boolean single = event instanceof RequestEvent || event instanceof IterationEvent;
        if (single && !wantsRequests) {
            return;
        }
        context.handedOver();
        try {
            recorder.record(views.of(event));
        } catch (Throwable t) {
            failures.add(t);
        } finally {
            views.scramble();
        }
    }

    private void loop(TelemetryEvent event) {
        try {
            lane.execute(() -> handOver(event));
        } catch (RejectedExecutionException closing) {
            // As in a run: what is published after the end reaches nobody.
        }
    }

    private void run(String what, Work work) {
        try {
            onLane(what, work);
        } catch (Exception e) {
            failures.add(e);
        }
    }

    private void onLane(String what, Work work) throws Exception {
        Future<?> done = lane.submit(() -> {
            work.run();
            return null;
        });
        try {
            done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (TimeoutException e) {
            AssertionError late = new AssertionError(what + " did not return within " + PATIENCE_SECONDS + " s");
            Thread thread = laneThread;
            if (thread != null) {
                late.setStackTrace(thread.getStackTrace());
            }
            throw late;
        }
    }
}
