package io.loadtelemetry.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Keeps what arrived, the newest within a number of bytes, and wakes who waits for more. Thread-safe. */
final class OtlpStore {

    private static final int MAX_PROBLEMS = 100;

    private record Entry(OtlpRequest request, boolean accepted) {}

    private final long maxBytes;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Deque<String> problems = new ArrayDeque<>();
    private long bytes;

    OtlpStore(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized void add(OtlpRequest request, boolean accepted) {
        entries.add(new Entry(request, accepted));
        bytes += request.bytes();
        while (bytes > maxBytes && entries.size() > 1) {
            bytes -= entries.remove().request().bytes();
        }
        notifyAll();
    }

    synchronized void problem(String problem) {
        problems.add(problem);
        if (problems.size() > MAX_PROBLEMS) {
            problems.remove();
        }
        notifyAll();
    }

    synchronized List<OtlpRequest> requests(boolean refusedToo) {
        List<OtlpRequest> requests = new ArrayList<>();
        for (Entry entry : entries) {
            if (refusedToo || entry.accepted()) {
                requests.add(entry.request());
            }
        }
        return requests;
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    synchronized void clear() {
        entries.clear();
        problems.clear();
        bytes = 0;
    }

    /** Waits until the condition holds; it is asked again whenever something arrives. */
    synchronized boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }
}
