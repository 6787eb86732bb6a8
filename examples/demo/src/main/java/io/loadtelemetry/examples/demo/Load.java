package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.IterationTrace;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.Telemetry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The virtual users: they start one after the other during the ramp-up and go on until the end. */
final class Load implements Driver {

    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Telemetry telemetry;
    private final HttpCalls calls;
    private final LoadShape shape;
    private final StopSwitch stop;
    private final boolean leads;
    private final Pacing pacing;
    private final long start;
    private final AtomicInteger active = new AtomicInteger();
    private final Map<Scenario, AtomicInteger> activeByScenario = new EnumMap<>(Scenario.class);
    /** When the users were last reported. */
    private long reported;

    private final AtomicLong cutOff = new AtomicLong();
    private long missed;

    /** @param leads whether the load is all of the run, not a worker's share */
    Load(Telemetry telemetry, HttpCalls calls, LoadShape shape, StopSwitch stop, boolean leads) {
        this.telemetry = telemetry;
        this.calls = calls;
        this.shape = shape;
        this.stop = stop;
        this.leads = leads;
        start = telemetry.now();
        pacing = shape.open()
                ? new Arrivals(shape.rate(), shape.rampNanos(), start, end(), telemetry::now, stop)
                : new ThinkTime(stop);
        for (Scenario scenario : Scenario.values()) {
            activeByScenario.put(scenario, new AtomicInteger());
        }
    }

    private long end() {
        return start + shape.durationNanos();
    }

    @Override
    public long elapsedNanos() {
        return Math.min(shape.durationNanos(), telemetry.now() - start);
    }

    @Override
    public int active() {
        return active.get();
    }

    @Override
    public long missed() {
        return missed;
    }

    @Override
    public long cutOff() {
        return cutOff.get();
    }

    @Override
    public int run(Runnable halfTime) {
        ExecutorService users = Threads.perTask("user");
        try {
            startUsers(users);
            sleepUntil(start + shape.rampNanos());
            // Of a run of many nodes the master says it.
            if (leads && !stop.stopped()) {
                telemetry.spawningComplete(active.get());
            }
            sleepUntil(start + shape.durationNanos() / 2);
            if (!stop.stopped()) {
                halfTime.run();
            }
            sleepUntil(end());
        } finally {
            missed = pacing.missed();
            stop.stop();
            users.shutdown();
        }
        int unfinished = awaitEnd(users);
        reportUsers();
        return unfinished;
    }

    private void startUsers(ExecutorService users) {
        // In the open model it is the schedule that ramps up.
        long step = shape.open() ? 0 : shape.rampNanos() / shape.users();
        for (int number = 0; number < shape.users() && !stop.stopped(); number++) {
            int user = number;
            sleepUntil(start + step * number);
            count(Scenario.ofUser(user), 1);
            if (telemetry.now() - reported > REPORT_NANOS) {
                reportUsers();
            }
            users.execute(() -> {
                try {
                    user(Scenario.ofUser(user), new Random(shape.seed() * 1_000_003 + user));
                } finally {
                    count(Scenario.ofUser(user), -1);
                }
            });
        }
        reportUsers();
    }

    private void user(Scenario scenario, Random random) {
        IterationRecorder iterations = telemetry.iteration(scenario.title());
        IterationTrace iteration = iterations.trace();
        RequestTrace request = iteration.request();
        while (!stop.stopped()) {
            long begin = telemetry.now();
            boolean begun = false;
            for (Page page : scenario.pages(random)) {
                long turn = pacing.awaitTurn(random);
                if (turn == Pacing.OVER) {
                    if (begun && iteration.sampled()) {
                        cutOff.incrementAndGet();
                    }
                    return;
                }
                if (!begun) {
                    // Not before: one that is over before its first request would be a trace of nothing.
                    iteration.begin();
                    begun = true;
                }
                calls.call(scenario, page, turn, random, request);
            }
            iterations.record(iteration, begin, telemetry.now());
        }
    }

    private void count(Scenario scenario, int change) {
        active.addAndGet(change);
        AtomicInteger users = activeByScenario.get(scenario);
        if (users != null) {
            users.addAndGet(change);
        }
    }

    /** Not for every single one: with many users that would be an event a millisecond. */
    private void reportUsers() {
        reported = telemetry.now();
        activeByScenario.forEach((scenario, users) -> telemetry.users(scenario.title(), users.get()));
    }

    private void sleepUntil(long time) {
        boolean unused = stop.sleep(time - telemetry.now());
    }

    private int awaitEnd(ExecutorService users) {
        try {
            boolean ended = users.awaitTermination(HttpCalls.TIMEOUT.toMillis() + 2000, TimeUnit.MILLISECONDS);
            return ended ? 0 : active.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return active.get();
        }
    }
}
