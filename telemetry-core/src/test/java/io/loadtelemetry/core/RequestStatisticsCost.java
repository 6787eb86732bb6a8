package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.RequestStats;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.HdrHistogram.IntCountsHistogram;

/**
 * Measures by hand what statistics cost: nanoseconds a request, milliseconds an interval, memory. Run with
 * {@code -Xmx1g} and, optionally, the sigma of the latencies as argument.
 */
final class RequestStatisticsCost {

    private static final long SECOND = 1_000_000_000L;

    private long emitted;

    private RequestStatisticsCost() {}

    public static void main(String[] args) {
        double sigma = args.length > 0 ? Double.parseDouble(args[0]) : 0.5;
        RequestStatisticsCost cost = new RequestStatisticsCost();
        for (boolean responseTime : new boolean[] {false, true}) {
            System.out.printf("sigma %.2f, %s%n", sigma, responseTime ? "both times" : "service time only");
            cost.perRequest(64, sigma, responseTime);
            cost.memory(1000, sigma, responseTime);
        }
    }

    private RequestStatistics statistics() {
        return new RequestStatistics(3, 2 * SECOND, 0, OptionalLong::empty, this::take);
    }

    private void take(RequestStats stats) {
        emitted += stats.requests();
    }

    private void perRequest(int endpoints, double sigma, boolean responseTime) {
        MutableRequest[] requests = requests(1 << 16, endpoints, sigma, responseTime);
        RequestStatistics statistics = statistics();
        IntCountsHistogram[] bare = new IntCountsHistogram[endpoints];
        Arrays.setAll(bare, i -> new IntCountsHistogram(LatencyBuckets.HIGHEST, 3));
        long best = Long.MAX_VALUE;
        long bestRead = Long.MAX_VALUE;
        long bestBare = Long.MAX_VALUE;
        for (int round = 0; round < 300; round++) {
            long start = System.nanoTime();
            read(requests);
            long afterRead = System.nanoTime();
            recordBare(bare, requests);
            long afterBare = System.nanoTime();
            record(statistics, requests);
            best = Math.min(best, System.nanoTime() - afterBare);
            bestRead = Math.min(bestRead, afterRead - start);
            bestBare = Math.min(bestBare, afterBare - afterRead);
            if (round % 8 == 0) {
                statistics.tick((round + 1) * 2L * SECOND);
            }
        }
        double count = requests.length;
        System.out.printf(
                "  %d endpoints: %.1f ns a request; a service time into a bare HdrHistogram %.1f; reading the request %.1f%n",
                endpoints, best / count, bestBare / count, bestRead / count);
    }

    private void read(MutableRequest[] requests) {
        for (MutableRequest request : requests) {
            emitted += request.duration() + request.endpointIndex();
        }
    }

    private static void recordBare(IntCountsHistogram[] histograms, MutableRequest[] requests) {
        for (MutableRequest request : requests) {
            histograms[request.endpointIndex()].recordValue(request.duration());
        }
    }

    private static void record(RequestStatistics statistics, MutableRequest[] requests) {
        for (MutableRequest request : requests) {
            statistics.record(request);
        }
    }

    private void memory(int endpoints, double sigma, boolean responseTime) {
        long before = used();
        MutableRequest[] requests = {};
        RequestStatistics statistics = statistics();
        long ticks = 0;
        for (int round = 1; round <= 30; round++) {
            if (round % 5 == 1) {
                requests = requests(1 << 18, endpoints, sigma, responseTime);
            }
            for (int i = 0; i < 8; i++) {
                for (MutableRequest request : requests) {
                    statistics.record(request);
                }
            }
            long start = System.nanoTime();
            statistics.tick(round * 2L * SECOND);
            ticks = System.nanoTime() - start;
        }
        requests = null;
        System.out.printf(
                "  %d endpoints, 2,097 requests each an interval, 30 intervals: %.1f MB, last tick %.1f ms%n",
                endpoints, (used() - before) / 1e6, ticks / 1e6);
        long start = System.nanoTime();
        statistics.finish(62 * SECOND);
        System.out.printf("  finish %.0f ms (%d)%n", (System.nanoTime() - start) / 1e6, emitted);
    }

    private static MutableRequest[] requests(int count, int endpoints, double sigma, boolean responseTime) {
        Random random = new Random(count + System.nanoTime());
        Endpoint[] names = new Endpoint[endpoints];
        for (int i = 0; i < endpoints; i++) {
            names[i] = Endpoint.of("GET", "/" + i);
        }
        MutableRequest[] requests = new MutableRequest[count];
        for (int i = 0; i < count; i++) {
            int index = random.nextInt(endpoints);
            double median = 1e5 * Math.pow(2e4, index / (double) endpoints);
            long nanos = (long) (median * Math.exp(sigma * random.nextGaussian()));
            requests[i] = new MutableRequest()
                    .endpoint(index, names[index])
                    .took(nanos)
                    .bytes(100, 1000);
            if (responseTime) {
                requests[i].response(nanos + random.nextInt(10_000_000));
            }
        }
        return requests;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
