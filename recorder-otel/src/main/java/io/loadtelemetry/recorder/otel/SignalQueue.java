package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.spi.RecorderContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be exported one by one, spans or log records, and the books of it: {@code taken = exported + Σ
 * dropped[reason] + pending}. Bounded; one batch is under way at a time. Not thread-safe: it belongs to the lane.
 *
 * @param <D> what the exporter takes
 * @param <T> what is queued
 */
final class SignalQueue<D, T extends D> {

    /**
     * How many.
     *
     * @param capacity may wait or be under way
     * @param batch are sent at a time
     */
    record Limits(int capacity, int batch) {}

    static final String QUEUE_FULL = "queue_full";
    static final String NOT_SUPPORTED = "not_supported";

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long INTERRUPT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final RecorderContext context;
    private final OtlpExports<D> exports;
    private final Limits limits;
    private final Signal signal;
    private final Consumer<List<T>> taken;
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private List<T> sent = List.of();
    private @Nullable Export inFlight;
    private boolean supported = true;
    private long oldest;
    private long exported;
    private long toldFull;

    /**
     * An empty queue.
     *
     * @param context counts the time and warns
     * @param exports sends
     * @param limits how many
     * @param taken gets each batch that the collector has taken whole
     */
    SignalQueue(RecorderContext context, OtlpExports<D> exports, Limits limits, Consumer<List<T>> taken) {
        this.context = context;
        this.exports = exports;
        this.limits = limits;
        this.taken = taken;
        signal = exports.target().signal();
    }

    /** Whether the collector takes this signal, as far as is known. */
    boolean supported() {
        return supported;
    }

    /** How many the collector has taken. */
    long exported() {
        return exported;
    }

    /** How many are lost, by reason. */
    Map<String, Long> dropped() {
        return Collections.unmodifiableMap(dropped);
    }

    void drop(String reason, long count) {
        if (count > 0) {
            dropped.merge(reason, count, Long::sum);
        }
    }

    /** Takes one to be exported, or counts it as dropped. */
    void add(T item) {
        if (!supported) {
            drop(NOT_SUPPORTED, 1);
        } else if (waiting.size() + sent.size() >= limits.capacity()) {
            drop(QUEUE_FULL, 1);
        } else {
            if (waiting.isEmpty()) {
                oldest = System.nanoTime();
            }
            waiting.add(item);
        }
    }

    /** Sends what is due. */
    void tick() {
        warnWhereFull();
        if (isIdle()
                && !waiting.isEmpty()
                && (waiting.size() >= limits.batch() || System.nanoTime() - oldest >= LONGEST_WAIT_NANOS)) {
            send();
        }
    }

    /** Not for each one: it may be thousands. */
    private void warnWhereFull() {
        long full = dropped.getOrDefault(QUEUE_FULL, 0L);
        if (full > toldFull) {
            toldFull = full;
            context.warn(
                    "full." + signal.items(),
                    "the OTLP collector at " + exports.target() + " takes " + signal.items()
                            + " slower than they come; lost so far: " + full + " (" + QUEUE_FULL + ")");
        }
    }

    private boolean isIdle() {
        Export export = inFlight;
        if (export != null && export.isDone()) {
            settle(export);
        }
        return inFlight == null;
    }

    private void send() {
        List<T> batch = new ArrayList<>(Math.min(limits.batch(), waiting.size()));
        while (batch.size() < limits.batch() && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        oldest = System.nanoTime();
        sent = batch;
        inFlight = exports.send(Collections.unmodifiableCollection(batch), 0);
    }

    private void settle(Export export) {
        List<T> batch = sent;
        String failure = export.failure();
        sent = List.of();
        inFlight = null;
        if (export.unsupported()) {
            endUnsupported(batch.size(), failure);
        } else if (failure != null) {
            drop(DropReason.EXPORT_FAILED, batch.size());
            warnOfLoss(failure);
        } else if (export.rejected() > 0) {
            long rejected = Math.min(export.rejected(), batch.size());
            drop(ExportSchedule.REJECTED, rejected);
            exported += batch.size() - rejected;
            context.warn(
                    "rejected." + signal.items(),
                    "the OTLP collector at " + exports.target() + " rejected " + rejected + " " + signal.items()
                            + ", its own log says why; lost so far: " + dropped.get(ExportSchedule.REJECTED));
        } else {
            exported += batch.size();
            taken.accept(batch);
        }
    }

    private void endUnsupported(int count, @Nullable String failure) {
        supported = false;
        drop(NOT_SUPPORTED, count + waiting.size());
        waiting.clear();
        context.warn(
                "unsupported." + signal.items(),
                "the OTLP collector at " + exports.target() + " takes no " + signal.items() + " (" + failure
                        + "): none are sent any more in this run. " + signal.switchVariable()
                        + "=none does without them; " + signal.variable("ENDPOINT") + " sends them elsewhere");
    }

    /** Goes on to send what is left, at the end of the run; whether there still is something. */
    boolean flush() {
        if (isIdle() && !waiting.isEmpty()) {
            send();
        }
        return inFlight != null;
    }

    /** Drops what is left and lets go of everything. */
    void close() {
        try {
            warnWhereFull();
            Export export = inFlight;
            if (export != null) {
                giveUp(export);
                settle(export);
            }
            if (!waiting.isEmpty()) {
                drop(DropReason.EXPORT_FAILED, waiting.size());
                waiting.clear();
                warnOfLoss("no time left at the end of the run");
            }
        } finally {
            exports.close();
        }
    }

    private void giveUp(Export export) {
        String cause = export.failedAttempt();
        String why = "no answer before the end of the run";
        exports.cancel(export, cause == null ? why : cause + ", then " + why);
        boolean unused = export.await(INTERRUPT_NANOS);
    }

    private void warnOfLoss(String why) {
        context.warn(
                "export." + signal.items(),
                "OTLP export of " + signal.items() + " to " + exports.target() + " failed (" + why
                        + "); lost so far: " + dropped.get(DropReason.EXPORT_FAILED)
                        + ". Where to is set by OTEL_EXPORTER_OTLP_ENDPOINT; " + signal.switchVariable()
                        + "=none does without them");
    }
}
