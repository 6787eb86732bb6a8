package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.testkit.OtlpReceiver;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the call of a load tool to the collector, through the real core. */
@Timeout(60)
class OtelEndToEndTest {

    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final int THREADS = 8;
    private static final int REQUESTS = 2_000;

    @AfterEach
    void forget() {
        System.clearProperty(ENDPOINT);
    }

    @Test
    void everyRequestOfEightThreadsArrives() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            System.setProperty(ENDPOINT, receiver.endpoint());
            RecorderAccounting books;
            try (Telemetry telemetry = Telemetry.builder("peak")
                    .users(THREADS)
                    .label("git", "abc")
                    .set("telemetry.recorders", "otel")
                    .set("telemetry.otel.interval", "100ms")
                    .start()) {
                load(telemetry);
                telemetry.stop(StopReason.COMPLETED);
                books = telemetry.accounting().recorder("otel").orElseThrow();
            }
            assertThat(books.balanced()).as(books.toString()).isTrue();
            assertThat(books.dropped()).isEmpty();
            assertThat(receiver.countBy("loadtest.request.duration", "loadtest.request.name"))
                    .isEqualTo(Map.of("/shared", (long) THREADS * REQUESTS, "/own", (long) THREADS * REQUESTS));
            assertThat(receiver.count("loadtest.request.duration", Map.of("error.type", "503")))
                    .isEqualTo((long) THREADS * REQUESTS);
            assertThat(receiver.sum("loadtest.request.io", Map.of("network.io.direction", "receive")))
                    .isEqualTo(512.0 * THREADS * REQUESTS);
            assertThat(receiver.sum("loadtest.users", Map.of())).isEqualTo(THREADS);
            assertThat(receiver.sumBy("loadtest.events", "loadtest.event.name"))
                    .isEqualTo(Map.of("test.start", 1.0, "spawning.complete", 1.0, "deploy", 1.0, "test.stop", 1.0));
            assertThat(receiver.resources())
                    .singleElement()
                    .satisfies(resource -> assertThat(resource)
                            .containsEntry("loadtest.test_plan", "peak")
                            .containsEntry("loadtest.label.git", "abc"));
            assertThat(receiver.sum(
                            "loadtest.recorder.events",
                            Map.of("loadtest.recorder.name", "statistics", "outcome", "recorded")))
                    .isGreaterThanOrEqualTo(2.0 * THREADS * REQUESTS);
            assertThat(receiver.problems()).isEmpty();
        }
    }

    @Test
    void theSameRunWithTheNamesOfLocustTelemetry() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            System.setProperty(ENDPOINT, receiver.endpoint());
            try (Telemetry telemetry = Telemetry.builder("peak")
                    .users(THREADS)
                    .set("telemetry.recorders", "otel")
                    .set("telemetry.otel.interval", "100ms")
                    .set("telemetry.otel.naming", "locust")
                    .start()) {
                load(telemetry);
            }
            assertThat(receiver.countBy("locust.tl.request.metric.success", "endpoint"))
                    .isEqualTo(Map.of("/shared", (long) THREADS * REQUESTS));
            assertThat(receiver.countBy("locust.tl.request.metric.error", "endpoint"))
                    .isEqualTo(Map.of("/own", (long) THREADS * REQUESTS));
            assertThat(receiver.points("locust.tl.request.metric.error"))
                    .singleElement()
                    .satisfies(
                            point -> assertThat(point.value() / point.count()).isEqualTo(2));
            assertThat(receiver.sum("locust.tl.user.metric.count", Map.of("testplan", "peak")))
                    .isEqualTo(THREADS);
            assertThat(receiver.sumBy("locust.tl.event.test.events", "event"))
                    .isEqualTo(Map.of(
                            "locust.tl.event.test.start", 1.0,
                            "locust.tl.event.spawn.complete", 1.0,
                            "deploy", 1.0,
                            "locust.tl.event.test.stop", 1.0));
            assertThat(receiver.problems()).isEmpty();
        }
    }

    @Test
    void aBlackHoleHoldsUpNeitherTheLoadNorTheEnd() throws Exception {
        try (ServerSocket hole = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            System.setProperty(ENDPOINT, "http://127.0.0.1:" + hole.getLocalPort());
            Telemetry telemetry = Telemetry.builder("peak")
                    .set("telemetry.recorders", "otel")
                    .set("telemetry.otel.interval", "100ms")
                    .start();
            RequestRecorder cart = telemetry.request("GET", "/cart");
            for (int i = 0; i < 1_000; i++) {
                cart.success(telemetry.now(), telemetry.now());
            }
            long begin = System.nanoTime();
            telemetry.close();
            // Less than the 10 s after which the core would go on without the recorder.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(9));
            RecorderAccounting books = telemetry.accounting().recorder("otel").orElseThrow();
            assertThat(books.balanced()).as(books.toString()).isTrue();
            assertThat(books.recorded()).isZero();
            assertThat(books.dropped()).containsOnlyKeys("export_failed");
            assertThat(books.droppedTotal()).isGreaterThanOrEqualTo(1_000);
        }
    }

    @Test
    void aBadVariableStopsTheStart() {
        System.setProperty(ENDPOINT, "localhost:4318");
        assertThatThrownBy(() -> Telemetry.builder("peak").start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("system property " + ENDPOINT);
    }

    private static void load(Telemetry telemetry) throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(THREADS);
        try {
            RequestRecorder shared = telemetry.request("GET", "/shared");
            RequestRecorder own = telemetry.request("POST", "/own");
            List<Future<?>> done = new ArrayList<>();
            telemetry.users(THREADS);
            telemetry.spawningComplete(THREADS);
            telemetry.event("deploy", Map.of("version", "1.4.2"));
            for (int user = 0; user < THREADS; user++) {
                done.add(users.submit(() -> {
                    for (int i = 0; i < REQUESTS; i++) {
                        long start = telemetry.now();
                        shared.success(start, start + 1_000_000, 512);
                        own.failure(start, start + 2_000_000, "503");
                        if (i % 100 == 0) {
                            // As load tools do, and so that the ring need not hold everything.
                            Thread.sleep(10);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get(30, TimeUnit.SECONDS);
            }
        } finally {
            users.shutdownNow();
        }
    }
}
