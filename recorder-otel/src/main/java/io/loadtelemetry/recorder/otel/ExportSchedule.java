package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.sdk.metrics.data.MetricData;
import org.jspecify.annotations.Nullable;

/**
 * When to export, and the books: which events a successful export has carried. The lane collects, so that the number of
 * events recorded before a collection is exactly what the collection holds.
 *
 * <p>Totals are cumulative by default: a failed export loses nothing as long as a later one succeeds, so only at the end
 * is anything lost. With delta each failed export loses its interval.
 */
final class ExportSchedule {

    /** The drop reason of what a collector answered but did not take: at least one event per point. */
    static final String REJECTED = "rejected";

    private static final String WHERE = ". Where to is set by OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final long INTERRUPT_NANOS = 250_000_000L;

    private final RecorderContext context;
    private final LaneReader reader;
    private final OtlpExports<MetricData> exports;
    private final boolean lossy;
    private final long interval;
    private final long timeout;
    private @Nullable Export inFlight;
    private boolean settled;
    private boolean givenUp;
    private long next;
    private long recorded;
    private long carried;
    private long rejected;
    private long lost;
    private long failures;
    private @Nullable String lastFailure;
    private @Nullable String lastCause;
    private boolean closing;

    ExportSchedule(RecorderContext context, OtelSettings settings, LaneReader reader, OtlpExports<MetricData> exports) {
        this.context = context;
        this.reader = reader;
        this.exports = exports;
        lossy = settings.lossy();
        interval = settings.interval().toNanos();
        timeout = settings.exportTimeout().isZero()
                ? Long.MAX_VALUE
                : settings.exportTimeout().toNanos();
        next = context.now() + interval;
    }

    /** An event is in the instruments. */
    void recorded() {
        recorded++;
    }

    void tick(long now) {
        if (isIdle() && now >= next) {
            next = Math.max(next + interval, now);
            send();
        }
    }

    private boolean isIdle() {
        Export export = inFlight;
        if (export == null) {
            return true;
        }
        if (export.isDone()) {
            settle(export);
            inFlight = null;
            return true;
        }
        if (!settled && export.nanosSinceBegin() > timeout) {
            giveUp(export, "no answer within OTEL_METRIC_EXPORT_TIMEOUT");
        }
        return false;
    }

    private void send() {
        long mark = recorded;
        settled = false;
        givenUp = false;
        Export export;
        try {
            export = exports.send(reader.collect(), mark);
        } catch (RuntimeException e) {
            // The books must close even then: what was not collected was not exported.
            export = new Export(mark);
            export.failed("collecting failed: " + ExportFailures.of(e));
            export.finish();
        }
        inFlight = export;
    }

    /** Says what is known beside: that there is nobody at an address helps more than that nobody answered. */
    private void giveUp(Export export, String why) {
        String cause = export.failedAttempt() == null ? lastCause : export.failedAttempt();
        exports.cancel(export, cause == null ? why : cause + ", then " + why);
        lastCause = cause;
        givenUp = true;
        settle(export);
    }

    /** Enters the outcome into the books, once. */
    private void settle(Export export) {
        if (settled) {
            return;
        }
        settled = true;
        String failure = export.failure();
        long window = export.mark() - carried;
        if (failure != null) {
            failures++;
            lost += lossy ? window : 0;
            lastFailure = failure;
            lastCause = givenUp ? lastCause : failure;
            warn(failure, window);
            if (lossy) {
                context.dropped(DropReason.EXPORT_FAILED, window);
                carried = export.mark();
            }
            return;
        }
        lastCause = null;
        carried = export.mark();
        rejected = Math.min(export.rejected(), lossy ? window : carried);
        if (export.rejected() > 0) {
            lost = lossy ? lost + rejected : rejected;
            context.warn(
                    "rejected",
                    "the OTLP collector at " + exports.target() + " took an export but rejected " + export.rejected()
                            + " of its points, its own log says why: at least " + lost + " events are lost"
                            + (lossy ? " so far" : " if no later export is taken whole") + WHERE);
        }
        if (lossy) {
            context.dropped(REJECTED, rejected);
            rejected = 0;
        }
    }

    private void warn(String failure, long window) {
        if (closing && !lossy) {
            return; // The end of the run says what came of it.
        }
        String loss = lossy
                ? lost + " events are lost so far"
                : window
                        + " events have not arrived so far; nothing is lost if a later export succeeds, because totals are"
                        + " cumulative";
        context.warn(
                "export",
                "OTLP export to " + exports.target() + " failed (" + failure + "; " + failures + " failed so far): "
                        + loss + WHERE);
    }

    /**
     * Exports everything once more.
     *
     * @param latest when it has to be over, by {@link System#nanoTime()}, give or take a moment
     */
    void close(long latest) {
        closing = true;
        try {
            long now = System.nanoTime();
            long deadline = now + Math.min(timeout, latest - now);
            // What is under way gets half of the time, so that there is some left for the final values.
            if (finish((deadline - System.nanoTime()) / 2)) {
                send();
                finish(deadline - System.nanoTime());
            }
            if (carried < recorded) {
                context.dropped(DropReason.EXPORT_FAILED, recorded - carried);
                context.warn(
                        "export.final",
                        "the final OTLP export to " + exports.target() + " failed (" + lastFailure + "): "
                                + (recorded - carried) + " events never arrived" + WHERE);
            }
            context.dropped(REJECTED, rejected);
        } finally {
            exports.close();
        }
    }

    /** Waits for what is under way, or gives it up; whether the data may be collected anew. */
    private boolean finish(long nanos) {
        Export export = inFlight;
        if (export == null) {
            return true;
        }
        if (!export.await(nanos)) {
            giveUp(export, "no answer before the end of the run");
            export.await(INTERRUPT_NANOS);
        }
        settle(export);
        boolean done = export.isDone();
        if (done) {
            inFlight = null;
        }
        return done;
    }
}
