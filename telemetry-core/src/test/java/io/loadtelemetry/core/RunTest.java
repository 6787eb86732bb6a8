package io.loadtelemetry.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.SpawningComplete;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.TestStart;
import io.loadtelemetry.api.event.TestStop;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunTest {

    static TelemetryBuilder run(ListRecorder... recorders) {
        TelemetryBuilder builder = Telemetry.builder("plan");
        for (ListRecorder recorder : recorders) {
            builder.recorder(recorder);
        }
        return builder;
    }

    static void publish(RequestRecorder recorder, int count) {
        for (int i = 0; i < count; i++) {
            recorder.record(-1, 1_000, 2_000 + i, 200, null, 10, 20);
        }
    }

    @Test
    void aRecorderGetsEverythingInOrder() {
        ListRecorder list = new ListRecorder("list");
        try (Telemetry telemetry = run(list).users(5).label("env", "test").start()) {
            RequestRecorder cart = telemetry.request(Endpoint.of("GET", "/cart").withScenario("buy"));
            cart.record(1_000, 2_000, 5_000, 503, "503", 7, 9);
            telemetry.iteration("buy").record(1_000, 6_000);
            telemetry.users("buy", 5);
            telemetry.spawningComplete(5);
            cart.success(3_000, 2_000);
            telemetry.event("deploy", Map.of("version", 3));
        }

        List<TelemetryEvent> events = list.events();
        assertThat(events.get(0))
                .isInstanceOfSatisfying(
                        TestStart.class,
                        start -> assertThat(start.targetUsers()).hasValue(5));
        assertThat(list.of(RequestEvent.class)).hasSize(2);
        RequestEvent first = list.of(RequestEvent.class).get(0);
        assertThat(first.endpoint()).isEqualTo(Endpoint.of("GET", "/cart").withScenario("buy"));
        assertThat(first.duration()).isEqualTo(3_000);
        assertThat(first.responseTime()).isEqualTo(4_000);
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.errorType()).isEqualTo("503");
        assertThat(first.bytesSent()).isEqualTo(7);
        assertThat(first.bytesReceived()).isEqualTo(9);
        RequestEvent second = list.of(RequestEvent.class).get(1);
        assertThat(second.duration()).as("an end before its start").isZero();
        assertThat(second.failed()).isFalse();
        assertThat(second.responseTime()).isEqualTo(RequestRecorder.UNKNOWN);
        assertThat(list.of(MetricEvent.class))
                .extracting(MetricEvent::name, MetricEvent::value)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("loadtest.users.target", 5.0),
                        org.assertj.core.groups.Tuple.tuple("loadtest.users", 5.0));
        assertThat(list.of(Annotation.class).get(0).attributes()).containsEntry("version", 3L);
        // Events that were published after a request come after it.
        assertThat(indexOf(events, SpawningComplete.class)).isGreaterThan(indexOf(events, RequestEvent.class));
        assertThat(indexOf(events, Annotation.class)).isGreaterThan(indexOf(events, IterationEvent.class));
        assertThat(events.get(events.size() - 1))
                .isInstanceOfSatisfying(
                        TestStop.class, stop -> assertThat(stop.reason()).isEqualTo(StopReason.COMPLETED));
        TestStop stop = list.of(TestStop.class).get(0);
        assertThat(stop.duration().toNanos())
                .isEqualTo(stop.time() - events.get(0).time());
        assertThat(list.calls()).startsWith("start").endsWith("close");
    }

    private static int indexOf(List<TelemetryEvent> events, Class<?> type) {
        for (int i = 0; i < events.size(); i++) {
            if (type.isInstance(events.get(i))) {
                return i;
            }
        }
        throw new AssertionError("no " + type);
    }

    @Test
    void finalStatisticsComeBeforeTheStopAndCountEverything() {
        ListRecorder list = new ListRecorder("list");
        try (Telemetry telemetry = run(list).start()) {
            publish(telemetry.request("GET", "/a"), 1000);
            publish(telemetry.request("GET", "/b"), 500);
            telemetry.request("GET", "/b").failure(1, 2, "timeout");
        }

        Map<String, Long> counts = list.of(RequestStats.class).stream()
                .filter(stats -> stats.window() == RequestStats.Window.RUN)
                .collect(Collectors.toMap(
                        stats -> stats.endpoint() == null
                                ? "all"
                                : stats.endpoint().name(),
                        RequestStats::requests));
        assertThat(counts).isEqualTo(Map.of("all", 1501L, "/a", 1000L, "/b", 501L));
        List<TelemetryEvent> events = list.events();
        assertThat(events.get(events.size() - 2)).isInstanceOf(RequestStats.class);
    }

    @Test
    void theBooksBalanceForEightThreadsAndAllRecorders() throws InterruptedException {
        ListRecorder all = new ListRecorder("all");
        ListRecorder rare = new ListRecorder("rare").withoutRequests();
        Telemetry telemetry = run(all, rare).set("telemetry.ring.full", "block").start();
        RequestRecorder cart = telemetry.request("GET", "/cart");
        Thread[] threads = new Thread[8];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> publish(cart, 50_000));
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        telemetry.event("mark");
        telemetry.close();

        assertThat(all.count(RequestEvent.class)).isEqualTo(400_000);
        for (RecorderAccounting entry : telemetry.accounting().recorders()) {
            assertThat(entry.balanced()).as("%s", entry).isTrue();
            assertThat(entry.dropped()).as("%s", entry).isEmpty();
            assertThat(entry.pending()).isZero();
        }
        assertThat(entry(telemetry, "statistics").published()).isEqualTo(400_000);
        assertThat(entry(telemetry, "all").recorded()).isEqualTo(all.total());
        assertThat(entry(telemetry, "rare").recorded()).isEqualTo(rare.total()).isLessThan(100);
        TestStop stop = all.of(TestStop.class).get(0);
        assertThat(stop.accounting().recorder("all").orElseThrow().recorded())
                .as("what was recorded before test.stop")
                .isEqualTo(all.total() - 1);
    }

    @Test
    void theEventsOfOneThreadStayInOrder() throws InterruptedException {
        ListRecorder list = new ListRecorder("list");
        Telemetry telemetry = run(list).set("telemetry.ring.full", "block").start();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            RequestRecorder mine = telemetry.request("GET", "/" + t);
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    mine.success(i, i);
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        telemetry.close();

        Map<Integer, List<Long>> starts = list.of(RequestEvent.class).stream()
                .collect(Collectors.groupingBy(
                        RequestEvent::endpointIndex, Collectors.mapping(RequestEvent::start, Collectors.toList())));
        assertThat(starts).hasSize(4);
        assertThat(starts.values())
                .allSatisfy(values -> assertThat(values).hasSize(20_000).isSorted());
    }

    @Test
    void whatIsPublishedAfterTheEndIsCountedAndHarmless() {
        ListRecorder list = new ListRecorder("list");
        Telemetry telemetry = run(list).start();
        RequestRecorder cart = telemetry.request("GET", "/cart");
        telemetry.close();
        telemetry.close();
        publish(cart, 10);
        telemetry.event("late");

        RecorderAccounting entry = entry(telemetry, "list");
        assertThat(entry.balanced()).isTrue();
        assertThat(entry.dropped()).isEqualTo(Map.of("closed", 11L));
        assertThat(list.count(RequestEvent.class)).isZero();
    }

    @Test
    void closingFromEightThreadsWhilePublishingIsHarmless() throws InterruptedException {
        ListRecorder list = new ListRecorder("list");
        Telemetry telemetry = run(list).start();
        RequestRecorder cart = telemetry.request("GET", "/cart");
        Thread publisher = new Thread(() -> publish(cart, 1_000_000));
        publisher.start();
        await().until(() -> list.total() > 1_000);
        Thread[] closers = new Thread[8];
        for (int t = 0; t < closers.length; t++) {
            closers[t] = new Thread(telemetry::close);
            closers[t].start();
        }
        for (Thread closer : closers) {
            closer.join();
        }
        publisher.join();

        RecorderAccounting entry = entry(telemetry, "list");
        assertThat(entry.balanced()).isTrue();
        assertThat(entry.pending()).isZero();
        assertThat(entry.recorded()).isEqualTo(list.total());
        assertThat(list.of(TestStop.class)).hasSize(1);
        assertThat(entry(telemetry, "statistics").published()).isEqualTo(1_000_000);
    }

    @Test
    void tooManyEndpointsShareTheOverflowEntryAndNothingIsLost() {
        ListRecorder list = new ListRecorder("list");
        try (Telemetry telemetry = run(list).set("telemetry.requests.max", "10").start()) {
            for (int i = 0; i < 100; i++) {
                telemetry.request("GET", "/cart/" + i).success(1, 2);
            }
            assertThat(telemetry.request("GET", "/cart/99").endpoint()).isEqualTo(Endpoint.OVERFLOW);
        }

        Map<String, Long> counts = list.of(RequestStats.class).stream()
                .filter(stats -> stats.window() == RequestStats.Window.RUN && stats.endpoint() != null)
                .collect(Collectors.toMap(stats -> stats.endpoint().name(), RequestStats::requests));
        assertThat(counts).hasSize(11).containsEntry("_OTHER", 90L);
    }

    @Test
    void tooManyErrorTypesBecomeOther() {
        ListRecorder list = new ListRecorder("list");
        try (Telemetry telemetry = run(list).start()) {
            for (int i = 0; i < 2_000; i++) {
                telemetry.request("GET", "/").failure(1, 2, "error " + i);
            }
        }

        assertThat(list.of(RequestEvent.class)).allMatch(RequestEvent::failed);
        assertThat(list.of(RequestEvent.class).stream()
                        .filter(request -> "_OTHER".equals(request.errorType()))
                        .count())
                .isEqualTo(1_000);
    }

    static RecorderAccounting entry(Telemetry telemetry, String id) {
        return telemetry.accounting().recorder(id).orElseThrow();
    }
}
