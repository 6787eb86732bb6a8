package io.loadtelemetry.recorder.otel;

import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One export over HTTP, tried again where that may help: by the statuses, pauses and number of attempts of the SDK, which
 * can do it too, but does not tell why an attempt failed while there are others to come. On the threads of the sender.
 */
final class HttpAttempts {

    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
    /** There is no such path, or nothing that could be posted to it. */
    private static final Set<Integer> UNKNOWN_THERE = Set.of(404, 405, 501);

    private static final int MOST = 5;
    private static final double GROWTH = 1.5;

    private final HttpSender sender;
    private final MessageWriter writer;
    private final Export export;
    private final Runnable end;
    private final long begin = System.nanoTime();
    private final long timeout;
    private double pause = TimeUnit.SECONDS.toNanos(1);
    private int attempts;

    HttpAttempts(HttpSender sender, MessageWriter writer, Duration timeout, Export export, Runnable end) {
        this.sender = sender;
        this.writer = writer;
        this.export = export;
        this.end = end;
        this.timeout = timeout.isZero() ? Long.MAX_VALUE : timeout.toNanos();
    }

    void next() {
        attempts++;
        try {
            sender.send(
                    writer,
                    this::answered,
                    failure -> failed(ExportFailures.of(failure), ExportFailures.mayPass(failure)));
        } catch (RuntimeException e) {
            failed(ExportFailures.of(e), false);
        }
    }

    private void answered(HttpResponse response) {
        int status = response.getStatusCode();
        if (status / 100 == 2) {
            export.accepted(PartialSuccess.rejected(response.getResponseBody()));
            end.run();
        } else if (UNKNOWN_THERE.contains(status)) {
            export.failedForGood("HTTP " + status);
            end.run();
        } else {
            failed("HTTP " + status, PASSING.contains(status));
        }
    }

    private void failed(String why, boolean mayPass) {
        export.attemptFailed(why);
        if (mayPass && attempts < MOST && pause()) {
            next();
        } else {
            export.failed(why);
            end.run();
        }
    }

    /** Whether there is time for another attempt; not where the export was given up. */
    private boolean pause() {
        long nanos = (long) (pause * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
        pause *= GROWTH;
        if (System.nanoTime() - begin > timeout - nanos) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return export.failure() == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
