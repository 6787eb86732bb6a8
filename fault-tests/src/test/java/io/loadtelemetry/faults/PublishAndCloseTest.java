package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.testkit.FaultyProvider;
import io.loadtelemetry.testkit.FaultyProvider.RecorderCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that go on publishing while the run ends, and after it. */
@Timeout(60)
class PublishAndCloseTest {

    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Witness witness = new Witness();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @RepeatedTest(5)
    void eightThreadsCloseWhileFourPublish() throws Exception {
        Telemetry telemetry = start(new FaultyProvider("other"));
        AtomicBoolean enough = new AtomicBoolean();
        List<Future<Long>> publishers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            publishers.add(threads.submit(() -> publish(telemetry, enough)));
        }
        await().until(() -> witness.requests() > 1_000);
        List<Future<?>> closers = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < 8; i++) {
            closers.add(threads.submit(() -> {
                go.await();
                telemetry.close();
                return null;
            }));
        }
        go.countDown();
        for (Future<?> closer : closers) {
            closer.get(15, TimeUnit.SECONDS);
        }
        enough.set(true);
        long calls = 0;
        for (Future<Long> publisher : publishers) {
            calls += publisher.get(15, TimeUnit.SECONDS);
        }

        RecorderAccounting books = telemetry.accounting().recorder("statistics").orElseThrow();
        long closed = books.dropped().getOrDefault(DropReason.CLOSED, 0L);
        assertThat(closed).isPositive();
        assertThat(books.published()).isEqualTo(calls);
        assertThat(witness.requestsInStatistics()).isEqualTo(books.recorded());
        assertThat(witness.endedInOrder()).isTrue();
        for (RecorderAccounting each : telemetry.accounting().recorders()) {
            assertThat(each.balanced()).as("%s", each).isTrue();
            assertThat(each.pending()).as("%s", each).isZero();
            assertThat(each.dropped().get(DropReason.CLOSED)).isEqualTo(closed);
        }
        Fault.PUBLISH_AND_CLOSE.seen(
                this, "8 threads close", "of %,d requests %,d after the end, counted as `closed`", calls, closed);
    }

    private static long publish(Telemetry telemetry, AtomicBoolean enough) throws InterruptedException {
        RequestRecorder cart = telemetry.request("GET", "/cart");
        long calls = 0;
        while (!enough.get()) {
            for (int i = 0; i < 50; i++) {
                cart.success(1, 2);
                calls++;
            }
            Thread.sleep(1);
        }
        // After the end every call is a no-op that is counted.
        cart.success(1, 2);
        telemetry.request("GET", "/late").success(1, 2);
        return calls + 2;
    }

    @Test
    void aRecordersOwnThreadCloses() throws Exception {
        FaultyProvider closing = new FaultyProvider("closing");
        Telemetry telemetry = start(closing);
        closing.fault(RecorderCall.RECORD, telemetry::close);
        telemetry.request("GET", "/").success(1, 2);
        await().atMost(Duration.ofSeconds(15)).until(witness::endedInOrder);

        assertThat(witness.requestsInStatistics()).isEqualTo(1);
        long begin = System.nanoTime();
        telemetry.close();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(telemetry.accounting().recorders()).allMatch(RecorderAccounting::balanced);
        Fault.PUBLISH_AND_CLOSE.seen(
                this, "a recorder closes", "ended in order; a second close took %d ms", took.toMillis());
    }

    private Telemetry start(FaultyProvider other) {
        return Telemetry.builder("faults")
                .recorder(witness)
                .recorder(other)
                .set("telemetry.recorders", Witness.ID + ',' + other.id())
                .start();
    }
}
