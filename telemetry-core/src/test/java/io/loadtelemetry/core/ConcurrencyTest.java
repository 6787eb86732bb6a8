package io.loadtelemetry.core;

import static io.loadtelemetry.core.RunTest.entry;
import static io.loadtelemetry.core.RunTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConcurrencyTest {

    /** A tiny ring and producers at full speed: much is refused or overrun, and all of it is accounted for. */
    @Test
    void theBooksBalanceAtAnyTimeUnderOverload() throws InterruptedException {
        ListRecorder fast = new ListRecorder("fast");
        ListRecorder slow = new ListRecorder("slow").that(event -> {
            for (int i = 0; i < 2_000; i++) {
                Thread.onSpinWait();
            }
        });
        Telemetry telemetry =
                run(fast, slow).set("telemetry.ring.capacity", "2").start();
        RequestRecorder cart = telemetry.request("GET", "/");
        AtomicBoolean done = new AtomicBoolean();
        List<String> problems = new ArrayList<>();
        Thread auditor = new Thread(() -> {
            while (!done.get()) {
                for (RecorderAccounting entry : telemetry.accounting().recorders()) {
                    if (!entry.balanced() || entry.pending() < 0 || entry.recorded() < 0) {
                        problems.add(entry.toString());
                    }
                }
            }
        });
        auditor.start();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> RunTest.publish(cart, 100_000));
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        telemetry.close();
        done.set(true);
        auditor.join();

        assertThat(problems).isEmpty();
        assertThat(entry(telemetry, "statistics").published()).isEqualTo(400_000);
        assertThat(entry(telemetry, "fast").recorded()).isEqualTo(fast.total());
        assertThat(entry(telemetry, "slow").recorded()).isEqualTo(slow.total());
        assertThat(telemetry.accounting().recorders())
                .allMatch(RecorderAccounting::balanced)
                .allMatch(entry -> entry.pending() == 0);
    }

    @Test
    void publishingAllocatesNothing() {
        ListRecorder list = new ListRecorder("list").withoutRequests();
        Telemetry telemetry = run(list).start();
        RequestRecorder cart = telemetry.request("GET", "/");
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        // The least of some rounds: the compiler itself may allocate on this thread while the code is still warm.
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100_000; i++) {
                cart.record(telemetry.now(), telemetry.now(), telemetry.now(), 200, null, 10, 20);
                cart.failure(telemetry.now(), telemetry.now(), "timeout", 5);
            }
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        telemetry.close();

        assertThat(bytes).isLessThan(200);
        assertThat(entry(telemetry, "statistics").published()).isEqualTo(20 * 200_000);
    }
}
