package io.loadtelemetry.core;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.SpawningComplete;
import io.loadtelemetry.api.event.TestStart;
import io.loadtelemetry.api.event.TestStop;
import io.loadtelemetry.api.spi.Texts;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A run from start to stop. */
final class RunningTelemetry implements Telemetry {

    /** What the end may take beyond its bound before a caller no longer waits for it. */
    private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RunIdentity run;
    private final Role role;
    private final RunClock clock;
    private final Subjects subjects;
    private final UserCounts users;
    private final Traces traces;
    private final Lanes lanes;
    private final EventRing ring;
    private final long closeNanos;
    private final Distribution distribution;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread shutdownHook =
            new Thread(null, () -> stop(StopReason.INTERRUPTED), "telemetry-shutdown", 0, false);

    RunningTelemetry(
            RunIdentity run,
            Role role,
            RunClock clock,
            Subjects subjects,
            UserCounts users,
            Traces traces,
            Lanes lanes,
            Distribution distribution,
            long closeNanos) {
        this.run = run;
        this.role = role;
        this.clock = clock;
        this.subjects = subjects;
        this.users = users;
        this.traces = traces;
        this.lanes = lanes;
        this.distribution = distribution;
        this.ring = lanes.ring();
        this.closeNanos = closeNanos;
    }

    @Override
    public MergeResult merge(byte[] snapshot) {
        return distribution.merge(snapshot);
    }

    @Override
    public Map<String, String> workerEnvironment() {
        return distribution.workerEnvironment();
    }

    RunningTelemetry start(OptionalLong targetUsers) {
        ring.publish(new TestStart(RunClock.nanos(clock.startTime()), role, targetUsers));
        if (targetUsers.isPresent()) {
            targetUsers(targetUsers.getAsLong());
        }
        lanes.start();
        distribution.start();
        try {
            Runtime.getRuntime().addShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: whoever starts a run now has to close it.
        }
        return this;
    }

    @Override
    public long now() {
        return clock.now();
    }

    @Override
    public RequestRecorder request(Endpoint endpoint) {
        return new RingRequestRecorder(ring, subjects, subjects.endpoint(endpoint));
    }

    @Override
    public IterationRecorder iteration(String scenario) {
        return new RingIterationRecorder(ring, traces, scenario, subjects.scenario(scenario));
    }

    @Override
    public RequestTrace trace() {
        return traces.request();
    }

    @Override
    public void users(long count) {
        users.set(count);
        publishUsers("loadtest.users", count, Map.of());
    }

    @Override
    public void users(String scenario, long count) {
        String name = users.set(Texts.cut(scenario), count);
        publishUsers("loadtest.users", count, Map.of("loadtest.scenario", name));
    }

    @Override
    public void targetUsers(long count) {
        publishUsers("loadtest.users.target", count, Map.of());
    }

    private void publishUsers(String name, long count, Map<String, String> attributes) {
        ring.publish(new MetricEvent(clock.now(), name, MetricEvent.Kind.UP_DOWN_COUNTER, "{user}", count, attributes));
    }

    @Override
    public void spawningComplete(long count) {
        ring.publish(new SpawningComplete(clock.now(), count));
    }

    @Override
    public void event(String name, Map<String, ?> attributes) {
        ring.publish(new Annotation(clock.now(), Texts.cut(name), Attributes.of(attributes)));
    }

    @Override
    public RunIdentity run() {
        return run;
    }

    @Override
    public Accounting accounting() {
        return lanes.accounting();
    }

    @Override
    public void stop(StopReason reason) {
        if (stopping.compareAndSet(false, true)) {
            // On a thread of its own: nobody can interrupt it, and a recorder that ends the run can go on with its
            // lane.
            Thread closer = new Thread(null, () -> end(reason), "telemetry-close", 0, false);
            closer.setDaemon(true);
            closer.start();
        }
        if (!lanes.runOn(Thread.currentThread())) {
            awaitStopped();
        }
    }

    private void end(StopReason reason) {
        try {
            long deadline = System.nanoTime() + closeNanos;
            distribution.beforeEnd(closeNanos / 2);
            lanes.stop(deadline - System.nanoTime(), () -> ring.publishInternally(testStop(reason)));
            distribution.end(deadline - System.nanoTime());
        } catch (InterruptedException e) {
            Warnings.log("the end of the run was interrupted: " + lanes.accounting());
        } finally {
            removeShutdownHook();
            stopped.countDown();
        }
    }

    private TestStop testStop(StopReason reason) {
        long now = clock.now();
        Duration duration = Duration.ofNanos(now - RunClock.nanos(clock.startTime()));
        return new TestStop(now, role, reason, duration, lanes.accounting());
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is ending already.
        }
    }

    /** Waits whether interrupted or not, because what was recorded is to be written out; it is bounded. */
    private void awaitStopped() {
        long deadline = System.nanoTime() + closeNanos + SLACK_NANOS;
        boolean interrupted = false;
        while (true) {
            try {
                stopped.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
