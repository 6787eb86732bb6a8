package io.loadtelemetry.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What reaches every recorder at a rate, with a ring of {@code capacity=}: {@code rate=} requests a second from {@code threads=} load threads over {@code
 * endpoints=} endpoints for {@code seconds=}, with {@code recorders=}.
 */
public final class Delivery {

    private Delivery() {}

    /**
     * Measures after a warm-up of the same rate.
     *
     * @param args see above
     * @throws Exception if the run cannot be made
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args);
        String recorders = arguments.text("recorders", "json,otel,system");
        long rate = arguments.number("rate", 5_000_000);
        int threads = (int) arguments.number("threads", 2);
        int endpoints = (int) arguments.number("endpoints", 64);
        String requests = arguments.text("requests", "none");
        Map<String, String> params = Map.of(
                "recorders", recorders,
                "rate", Long.toString(rate),
                "threads", Integer.toString(threads),
                "endpoints", Integer.toString(endpoints),
                "requests", requests,
                "capacity", arguments.text("capacity", "131072"));
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (Recorders all = new Recorders()) {
            TelemetryBuilder builder =
                    all.builder(recorders).set("telemetry.ring.capacity", arguments.text("capacity", "131072"));
            if (recorders.contains("json")) {
                builder.set("telemetry.json.requests", requests);
            }
            Telemetry telemetry = builder.start();
            load(telemetry, threads, endpoints, rate / 2, arguments.number("warmup", 3));
            Map<String, Long> lostBefore = new TreeMap<>();
            for (RecorderAccounting books : telemetry.accounting().recorders()) {
                lostBefore.put(books.recorder(), dropped(books));
            }
            long cpu = process.getProcessCpuTime();
            long before = System.nanoTime();
            long published = load(telemetry, threads, endpoints, rate, arguments.number("seconds", 5));
            double seconds = (System.nanoTime() - before) / 1e9;
            double cores = (process.getProcessCpuTime() - cpu) / 1e9 / seconds;
            telemetry.close();
            result(params, "loadtelemetry", "published", "requests/s", published / seconds);
            result(params, "loadtelemetry", "cpu", "cores", cores);
            for (RecorderAccounting books : telemetry.accounting().recorders()) {
                long dropped = dropped(books) - lostBefore.getOrDefault(books.recorder(), 0L);
                result(params, books.recorder(), "dropped", "requests", dropped);
                System.err.println(books);
            }
        }
    }

    private static void result(Map<String, String> params, String subject, String measure, String unit, double value) {
        new Result("delivery", subject, params, measure, unit, value).print();
    }

    private static long dropped(RecorderAccounting books) {
        return books.dropped().values().stream().mapToLong(Long::longValue).sum();
    }

    private static long load(Telemetry telemetry, int threads, int endpoints, long rate, long seconds)
            throws InterruptedException {
        Pacer[] pacers = new Pacer[threads];
        for (int i = 0; i < threads; i++) {
            pacers[i] = new Pacer(telemetry, endpoints, rate / threads, TimeUnit.SECONDS.toNanos(seconds), false);
        }
        Pacer.runAll(pacers);
        long published = 0;
        for (Pacer pacer : pacers) {
            published += pacer.published();
        }
        return published;
    }
}
