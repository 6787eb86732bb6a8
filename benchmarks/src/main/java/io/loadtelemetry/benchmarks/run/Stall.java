package io.loadtelemetry.benchmarks.run;

import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a recorder that stops for a second costs the others and the load threads, beside a run in which it does not: {@code
 * stall=} milliseconds, 0 for none, at {@code rate=} requests a second from {@code threads=} load threads.
 */
public final class Stall {

    private Stall() {}

    /**
     * Prints how long publishing took and what each recorder lost. Fails where its books do not balance, and where the
     * recorder says that it saw another number of requests than its books say.
     *
     * @param args see above
     * @throws Exception if the run cannot be made
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args);
        long stall = arguments.number("stall", 1000);
        long rate = arguments.number("rate", 1_000_000);
        int threads = (int) arguments.number("threads", 2);
        long seconds = arguments.number("seconds", 6);
        CountingRecorder stalling = new CountingRecorder("stalling", TimeUnit.MILLISECONDS.toNanos(stall));
        CountingRecorder sibling = new CountingRecorder("sibling", 0);
        Telemetry telemetry = Telemetry.builder("benchmark")
                .set("telemetry.recorders", "stalling,sibling")
                .recorder(stalling)
                .recorder(sibling)
                .start();
        Histogram unused = load(telemetry, threads, rate, 5);
        Map<String, Long> lostBefore = new TreeMap<>();
        for (RecorderAccounting books : telemetry.accounting().recorders()) {
            lostBefore.put(books.recorder(), dropped(books));
        }
        stalling.stallOnce();
        Histogram latency = load(telemetry, threads, rate, seconds);
        telemetry.close();

        Map<String, String> params =
                Map.of("stall", stall + " ms", "rate", Long.toString(rate), "threads", Integer.toString(threads));
        for (double percentile : new double[] {50, 99, 99.9, 99.99}) {
            String measure = "p" + (percentile == (long) percentile ? "" + (long) percentile : "" + percentile);
            new Result("stall", "publish", params, measure, "ns", latency.getValueAtPercentile(percentile)).print();
        }
        for (RecorderAccounting books : telemetry.accounting().recorders()) {
            long dropped = dropped(books);
            long lost = dropped - lostBefore.getOrDefault(books.recorder(), 0L);
            new Result("stall", books.recorder(), params, "lost", "requests", lost).print();
            check(books.published() == books.recorded() + dropped && books.pending() == 0, books);
        }
        check(stalling.seen() == recorded(telemetry, "stalling"), "the stalling recorder saw " + stalling.seen());
        check(sibling.seen() == recorded(telemetry, "sibling"), "its sibling saw " + sibling.seen());
    }

    private static long dropped(RecorderAccounting books) {
        return books.dropped().values().stream().mapToLong(Long::longValue).sum();
    }

    private static long recorded(Telemetry telemetry, String recorder) {
        return telemetry.accounting().recorder(recorder).orElseThrow().recorded();
    }

    private static void check(boolean balanced, Object otherwise) {
        if (!balanced) {
            throw new IllegalStateException("the books do not balance: " + otherwise);
        }
    }

    private static Histogram load(Telemetry telemetry, int threads, long rate, long seconds)
            throws InterruptedException {
        Pacer[] pacers = new Pacer[threads];
        for (int i = 0; i < threads; i++) {
            pacers[i] = new Pacer(telemetry, 64, rate / threads, TimeUnit.SECONDS.toNanos(seconds), true);
        }
        Pacer.runAll(pacers);
        Histogram all = new Histogram(pacers[0].latency());
        for (Pacer pacer : pacers) {
            all.add(pacer.latency());
        }
        return all;
    }
}
