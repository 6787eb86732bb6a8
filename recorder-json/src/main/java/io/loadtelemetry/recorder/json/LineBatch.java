package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.spi.RecorderContext;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Decides when lines are written: at once when there are many, at the next tick when one of them is rare and somebody may
 * wait for it, else ten times a second. Every write is one batch of whole lines. While the output fails, a bounded number
 * of lines waits for it, and what is beyond that is reported as dropped. Not thread-safe.
 */
final class LineBatch {

    static final int WRITE_AT = 64 * 1024;

    /** As much waits for an output that fails. */
    static final int MAX_WAITING = 1024 * 1024;

    private static final long WRITE_AFTER = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RETRY_AFTER = TimeUnit.MILLISECONDS.toNanos(200);

    private final RecorderContext context;
    private final Output output;
    private final LineBuffer lines = new LineBuffer(WRITE_AT + 16 * 1024);
    private boolean urgent;
    private boolean failing;
    private long lastAttempt = System.nanoTime();
    private long lost;

    LineBatch(RecorderContext context, Output output) {
        this.context = context;
        this.output = output;
    }

    LineBuffer lines() {
        return lines;
    }

    void requestAdded() {
        if (lines.size() >= WRITE_AT) {
            full();
        }
    }

    void otherAdded() {
        urgent = true;
        requestAdded();
    }

    private void full() {
        if (!failing || sinceLastAttempt() >= RETRY_AFTER) {
            write();
        } else if (lines.size() > MAX_WAITING) {
            drop();
        }
    }

    void tick() {
        long waited = sinceLastAttempt();
        if (!lines.isEmpty() && (failing ? waited >= RETRY_AFTER : urgent || waited >= WRITE_AFTER)) {
            write();
        }
        try {
            output.tick();
        } catch (IOException e) {
            warn(e);
        }
    }

    void close() throws IOException {
        if (!lines.isEmpty()) {
            write();
        }
        drop();
        output.close();
    }

    private void write() {
        lastAttempt = System.nanoTime();
        try {
            output.write(lines);
            failing = false;
            urgent = false;
        } catch (IOException e) {
            failing = true;
            if (!output.repeatable() || lines.size() > MAX_WAITING) {
                drop();
            }
            warn(e);
        }
    }

    private void drop() {
        lost += lines.lines();
        context.dropped(DropReason.WRITE_FAILED, lines.lines());
        lines.clear();
        urgent = false;
    }

    private void warn(IOException e) {
        context.warn(
                "write",
                "cannot write to " + output + " (key telemetry.json.path): " + Reasons.of(e)
                        + ". Lines lost so far: " + lost + " (" + DropReason.WRITE_FAILED
                        + "); it is tried again with later ones.");
    }

    private long sinceLastAttempt() {
        return System.nanoTime() - lastAttempt;
    }
}
