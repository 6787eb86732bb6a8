package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import java.util.OptionalLong;

/**
 * Does what the statistics do, with requests of its own and to no effect: the first end of an interval in a JVM takes 50
 * ms, in which a ring can fill. On a thread of its own, because there may be real requests already.
 */
final class Rehearsal {

    private static final int INTERVALS = 4;
    private static final int REQUESTS = 4_000;
    private static final long INTERVAL_NANOS = 1_000_000_000;
    private static final long SHORTEST_NANOS = 1_000_000;

    private Rehearsal() {}

    static void start(int precisionDigits) {
        Thread thread = new Thread(null, () -> runQuietly(precisionDigits), "telemetry-rehearsal", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    private static void runQuietly(int precisionDigits) {
        try {
            run(precisionDigits);
        } catch (RuntimeException | LinkageError e) {
            // A short run may be over, and its class loader closed. Nothing depends on a rehearsal.
        }
    }

    private static void run(int precisionDigits) {
        RequestStatistics statistics =
                new RequestStatistics(precisionDigits, INTERVAL_NANOS, 0, OptionalLong::empty, stats -> {});
        Subjects subjects = new Subjects(2);
        int endpoint = subjects.endpoint(Endpoint.of("rehearsal"));
        int error = subjects.errorType("rehearsal");
        long[] words = new long[Stripe.WORDS];
        RequestView request = new RequestView(words, new long[0], subjects);
        words[Slot.SUBJECT] = Slot.pair(Slot.KIND_REQUEST, endpoint);
        for (int interval = 1; interval <= INTERVALS; interval++) {
            for (int i = 0; i < REQUESTS; i++) {
                words[Slot.OUTCOME] = Slot.pair(i % 100 == 0 ? error : Subjects.NO_ERROR, 200);
                words[Slot.END] = SHORTEST_NANOS + i * SHORTEST_NANOS / 100;
                statistics.record(request);
            }
            statistics.tick(interval * INTERVAL_NANOS);
        }
        statistics.finish(INTERVALS * INTERVAL_NANOS);
    }
}
