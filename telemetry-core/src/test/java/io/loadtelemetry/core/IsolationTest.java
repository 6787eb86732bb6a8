package io.loadtelemetry.core;

import static io.loadtelemetry.core.RunTest.entry;
import static io.loadtelemetry.core.RunTest.publish;
import static io.loadtelemetry.core.RunTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.event.RecorderDropped;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.TestStop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one recorder does, the others, the load and the end of the run do not notice. */
@Timeout(60)
class IsolationTest {

    static Stream<Throwable> throwables() {
        return Stream.of(
                new IllegalStateException("x"),
                new Exception("x"),
                new StackOverflowError(),
                new NoClassDefFoundError("x"),
                new OutOfMemoryError("x"),
                new Error("x"));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void aRecorderThatThrowsOnEveryEventHarmsNobodyAndIsAccountedExactly(Throwable thrown) {
        ListRecorder healthy = new ListRecorder("healthy");
        ListRecorder broken = new ListRecorder("broken").that(event -> {
            sneak(thrown);
        });
        Telemetry telemetry =
                run(healthy, broken).set("telemetry.ring.full", "block").start();
        publish(telemetry.request("GET", "/"), 10_000);
        telemetry.close();

        assertThat(healthy.count(RequestEvent.class)).isEqualTo(10_000);
        assertThat(entry(telemetry, "healthy").dropped()).isEmpty();
        RecorderAccounting entry = entry(telemetry, "broken");
        assertThat(entry.balanced()).isTrue();
        assertThat(entry.recorded()).isZero();
        assertThat(entry.pending()).isZero();
        assertThat(entry.dropped().keySet()).containsOnly(DropReason.RECORDER_ERROR, DropReason.SUSPENDED);
        assertThat(entry.droppedTotal()).isEqualTo(entry.published()).isGreaterThan(10_000);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable throwable) throws E {
        throw (E) throwable;
    }

    @Test
    void aRecorderThatThrowsNowAndThenLosesOnlyThoseEvents() {
        ListRecorder moody = new ListRecorder("moody").that(event -> {
            if (event instanceof RequestEvent request && request.end() % 3 == 0) {
                throw new IllegalStateException("every third");
            }
        });
        Telemetry telemetry = run(moody).set("telemetry.ring.full", "block").start();
        RequestRecorder cart = telemetry.request("GET", "/");
        for (int i = 0; i < 9_000; i++) {
            cart.success(0, i);
        }
        telemetry.close();

        RecorderAccounting entry = entry(telemetry, "moody");
        assertThat(entry.dropped()).containsOnlyKeys(DropReason.RECORDER_ERROR);
        assertThat(entry.droppedTotal()).isEqualTo(3_000);
        assertThat(entry.balanced()).isTrue();
        assertThat(moody.count(RequestEvent.class)).isEqualTo(6_000);
    }

    @Test
    void aRecorderThatSleepsForEverHarmsNobodyAndIsAccountedExactly() {
        ListRecorder healthy = new ListRecorder("healthy");
        AtomicBoolean asleep = new AtomicBoolean();
        ListRecorder hanging = new ListRecorder("hanging").that(event -> {
            asleep.set(true);
            Thread.sleep(Long.MAX_VALUE);
        });
        Telemetry telemetry = run(healthy, hanging)
                .set("telemetry.close.timeout", "2s")
                .set("telemetry.stats.interval", "100ms")
                .start();
        await().untilTrue(asleep);
        RequestRecorder cart = telemetry.request("GET", "/");
        for (int i = 1; i <= 100; i++) {
            publish(cart, 2_000);
            awaitRead(telemetry, healthy, i * 2_000L);
        }
        await().until(() -> healthy.of(RecorderDropped.class).stream()
                .anyMatch(dropped -> dropped.recorder().equals("hanging")));
        Instant start = Instant.now();
        telemetry.close();
        Duration closing = Duration.between(start, Instant.now());

        assertThat(closing).isLessThan(Duration.ofSeconds(10));
        assertThat(healthy.count(RequestEvent.class)).isEqualTo(200_000);
        assertThat(healthy.of(TestStop.class)).hasSize(1);
        assertThat(entry(telemetry, "healthy").dropped()).isEmpty();
        assertThat(entry(telemetry, "statistics").recorded()).isEqualTo(200_000);
        RecorderAccounting entry = entry(telemetry, "hanging");
        assertThat(entry.balanced()).isTrue();
        assertThat(entry.recorded()).isZero();
        assertThat(entry.pending()).isZero();
        assertThat(entry.dropped()).containsKeys(DropReason.OVERRUN, DropReason.CLOSE_TIMEOUT);
        // What it was told of while the run went on, and what it lost: the same figure.
        long told = healthy.of(RecorderDropped.class).stream()
                .filter(dropped ->
                        dropped.recorder().equals("hanging") && dropped.reason().equals(DropReason.OVERRUN))
                .mapToLong(RecorderDropped::count)
                .sum();
        assertThat(told).isEqualTo(entry.dropped().get(DropReason.OVERRUN));
    }

    @Test
    void aRecorderThatStallsForAWhileGoesOnAndIsToldItsExactLoss() throws InterruptedException {
        ListRecorder healthy = new ListRecorder("healthy");
        CountDownLatch release = new CountDownLatch(1);
        ListRecorder stalling = new ListRecorder("stalling").that(event -> release.await());
        Telemetry telemetry =
                run(healthy, stalling).set("telemetry.stats.interval", "100ms").start();
        RequestRecorder cart = telemetry.request("GET", "/");
        for (int i = 1; i <= 50; i++) {
            publish(cart, 2_000);
            awaitRead(telemetry, healthy, i * 2_000L);
        }
        release.countDown();
        await().until(() -> entry(telemetry, "stalling").pending() == 0);
        publish(cart, 1_000);
        telemetry.close();

        RecorderAccounting entry = entry(telemetry, "stalling");
        assertThat(entry.balanced()).isTrue();
        assertThat(entry.dropped()).containsOnlyKeys(DropReason.OVERRUN);
        assertThat(entry.recorded()).isEqualTo(stalling.total());
        assertThat(stalling.of(RecorderDropped.class).stream()
                        .mapToLong(RecorderDropped::count)
                        .sum())
                .isEqualTo(entry.droppedTotal());
        assertThat(healthy.count(RequestEvent.class)).isEqualTo(101_000);
    }

    @Test
    void eventsLostLaterMoveFromRecordedToDropped() {
        ListRecorder list = new ListRecorder("list");
        Telemetry telemetry = run(list).start();
        publish(telemetry.request("GET", "/"), 100);
        await().until(() -> list.count(RequestEvent.class) == 100);
        list.context().dropped(DropReason.WRITE_FAILED, 40);
        telemetry.close();

        RecorderAccounting entry = entry(telemetry, "list");
        assertThat(entry.dropped()).isEqualTo(java.util.Map.of(DropReason.WRITE_FAILED, 40L));
        assertThat(entry.recorded()).isEqualTo(list.total() - 40);
        assertThat(entry.balanced()).isTrue();
    }

    @Test
    void anEventReportedAsLostWhileItIsHandedOverIsNotMissingFromWhatWasRecorded() {
        ListRecorder list = new ListRecorder("list");
        Telemetry[] telemetry = new Telemetry[1];
        RecorderAccounting[] during = new RecorderAccounting[1];
        list.that(event -> {
            list.context().dropped(DropReason.WRITE_FAILED, 1);
            if (event instanceof RequestEvent) {
                during[0] = entry(telemetry[0], "list");
            }
        });
        telemetry[0] = run(list).start();
        telemetry[0].request("GET", "/").success(1, 2);
        telemetry[0].close();

        assertThat(during[0].balanced()).isTrue();
        assertThat(during[0].recorded()).isZero();
        assertThat(entry(telemetry[0], "list").recorded()).isZero();
    }

    @Test
    void aRecorderThatCannotStartIsAccountedAndTheOthersGoOn() {
        ListRecorder healthy = new ListRecorder("healthy");
        ListRecorder broken = new ListRecorder("broken") {
            @Override
            public void start() {
                throw new NoClassDefFoundError("missing");
            }
        };
        Telemetry telemetry = run(healthy, broken).start();
        publish(telemetry.request("GET", "/"), 100);
        telemetry.close();

        assertThat(healthy.count(RequestEvent.class)).isEqualTo(100);
        RecorderAccounting entry = entry(telemetry, "broken");
        assertThat(entry.balanced()).isTrue();
        assertThat(entry.dropped()).containsOnlyKeys(DropReason.RECORDER_ERROR);
        assertThat(entry.droppedTotal()).isEqualTo(entry.published());
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "record", "tick", "close"})
    void aRecorderThatHangsAnywhereDoesNotHoldUpTheEndBeyondItsBound(String where) {
        ListRecorder healthy = new ListRecorder("healthy");
        ListRecorder hanging = new ListRecorder("hanging") {
            @Override
            public void start() {
                hangIf("start");
            }

            @Override
            public void record(TelemetryEvent event) {
                hangIf("record");
            }

            @Override
            public void tick(long now) {
                hangIf("tick");
            }

            @Override
            public void close() {
                hangIf("close");
            }

            private void hangIf(String here) {
                // Not even an interrupt helps.
                while (here.equals(where)) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        };
        Telemetry telemetry =
                run(healthy, hanging).set("telemetry.close.timeout", "1s").start();
        publish(telemetry.request("GET", "/"), 1_000);
        long before = System.nanoTime();
        telemetry.close();
        long closing = System.nanoTime() - before;

        // The bound is one second, and another one until a caller no longer waits.
        assertThat(Duration.ofNanos(closing)).isLessThan(Duration.ofSeconds(8));
        assertThat(healthy.count(RequestEvent.class)).isEqualTo(1_000);
        assertThat(healthy.of(TestStop.class)).hasSize(1);
        assertThat(healthy.calls()).endsWith("close");
        RecorderAccounting entry = entry(telemetry, "hanging");
        assertThat(entry.balanced()).isTrue();
        assertThat(entry.pending()).isZero();
    }

    @Test
    void aRecorderMayEndTheRunFromItsOwnThread() {
        ListRecorder list = new ListRecorder("list");
        Telemetry[] telemetry = new Telemetry[1];
        list.that(event -> {
            if (event instanceof RequestEvent) {
                telemetry[0].close();
            }
        });
        telemetry[0] = run(list).start();
        telemetry[0].request("GET", "/").success(1, 2);

        await().until(() -> list.calls().contains("close"));
        assertThat(list.of(TestStop.class)).hasSize(1);
        assertThat(list.of(RequestStats.class)).isNotEmpty();
    }

    @Test
    void interruptsOfALaneCloseNothing() {
        Thread[] lane = new Thread[1];
        ListRecorder list = new ListRecorder("list").that(event -> lane[0] = Thread.currentThread());
        Telemetry telemetry = run(list).start();
        RequestRecorder cart = telemetry.request("GET", "/");
        await().until(() -> list.total() > 0);
        for (int i = 1; i <= 100; i++) {
            lane[0].interrupt();
            publish(cart, 10);
            awaitRequests(list, i * 10L);
        }
        telemetry.close();

        assertThat(entry(telemetry, "list").dropped()).isEmpty();
    }

    @Test
    void anInterruptedCallerStillGetsEverythingWrittenAndKeepsItsFlag() {
        ListRecorder list = new ListRecorder("list");
        Telemetry telemetry = run(list).start();
        publish(telemetry.request("GET", "/"), 1_000);
        Thread.currentThread().interrupt();
        telemetry.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(list.count(RequestEvent.class)).isEqualTo(1_000);
        assertThat(list.calls()).endsWith("close");
    }

    @Test
    void aHundredRunsLeaveNoThreadBehind() {
        long before = telemetryThreads();
        for (int i = 0; i < 100; i++) {
            try (Telemetry telemetry = run(new ListRecorder("list")).start()) {
                publish(telemetry.request("GET", "/"), 10);
            }
        }
        await().until(() -> telemetryThreads() <= before);
    }

    /** By the recorder and by the statistics: a burst must find room, whatever else the machine does. */
    private static void awaitRead(Telemetry telemetry, ListRecorder recorder, long count) {
        awaitRequests(recorder, count);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> entry(telemetry, "statistics").pending() == 0);
    }

    private static void awaitRequests(ListRecorder recorder, long count) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> recorder.count(RequestEvent.class) >= count);
    }

    private static long telemetryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("telemetry-"))
                .count();
    }
}
