package io.loadtelemetry.benchmarks.publish;

import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * 10,000 virtual threads that each publish a request and sleep, in turns, beside the same without publishing; on a JDK
 * that has virtual threads.
 */
public final class VirtualThreads {

    private static final int TURNS = 100;

    private VirtualThreads() {}

    /**
     * Prints how much longer it takes. Fails where a request is not in the books.
     *
     * @param args {@code threads=}
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        if (Runtime.version().feature() < 21) {
            System.err.println("no virtual threads in this JDK: nothing measured");
            return;
        }
        int threads = (int) new Arguments(args).number("threads", 10_000);
        double[] ratios = new double[5];
        try (Telemetry telemetry = Telemetry.builder("benchmark")
                .set("telemetry.recorders", "none")
                .start()) {
            RequestRecorder request = telemetry.request("GET", "/cart");
            long published = 0;
            long unused = run(threads, () -> {}) + run(threads, () -> {});
            for (int i = 0; i < ratios.length; i++) {
                long without = run(threads, () -> {});
                long with = run(threads, () -> request.success(telemetry.now(), telemetry.now(), 512));
                published += (long) threads * TURNS;
                ratios[i] = with / (double) without;
            }
            telemetry.close();
            RecorderAccounting books =
                    telemetry.accounting().recorder("statistics").orElseThrow();
            if (books.recorded() < published) {
                throw new IllegalStateException(published + " were published: " + books);
            }
        }
        Arrays.sort(ratios);
        new Result(
                        "virtual",
                        "loadtelemetry",
                        Map.of("threads", Integer.toString(threads)),
                        "time",
                        "1",
                        ratios[ratios.length / 2])
                .print();
    }

    private static long run(int threads, Runnable turn) throws Exception {
        long start = System.nanoTime();
        ExecutorService executor = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        for (int i = 0; i < threads; i++) {
            executor.execute(() -> {
                for (int j = 0; j < TURNS; j++) {
                    turn.run();
                    sleep();
                }
            });
        }
        executor.shutdown();
        if (!executor.awaitTermination(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("virtual threads starve");
        }
        return System.nanoTime() - start;
    }

    private static void sleep() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
