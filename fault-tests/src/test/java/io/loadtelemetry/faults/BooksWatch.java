package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.Telemetry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Looks at the books of a run all the time: they have to balance whenever one looks. */
final class BooksWatch implements AutoCloseable {

    private static final long PAUSE_NANOS = 1_000_000;

    private final List<RecorderAccounting> wrong = new CopyOnWriteArrayList<>();
    private final AtomicLong looks = new AtomicLong();
    private final Telemetry telemetry;
    private final Thread thread;
    private volatile boolean closed;

    private BooksWatch(Telemetry telemetry) {
        this.telemetry = telemetry;
        thread = new Thread(this::watch, "books-watch");
        thread.setDaemon(true);
    }

    static BooksWatch start(Telemetry telemetry) {
        BooksWatch watch = new BooksWatch(telemetry);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        while (!closed) {
            for (RecorderAccounting books : telemetry.accounting().recorders()) {
                // A negative figure would be balanced by another one.
                if (!books.balanced() || books.pending() < 0 || books.recorded() < 0) {
                    wrong.add(books);
                }
            }
            looks.incrementAndGet();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    void assertAlwaysBalanced() {
        assertThat(looks.get()).as("times the books were looked at").isPositive();
        assertThat(wrong).as("books that did not balance").isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
