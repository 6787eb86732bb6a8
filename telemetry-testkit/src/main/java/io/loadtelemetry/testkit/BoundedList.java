package io.loadtelemetry.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest thousand of something. Thread-safe. */
final class BoundedList<T> {

    private static final int CAPACITY = 1000;

    private final Deque<T> entries = new ArrayDeque<>();

    synchronized void add(T entry) {
        entries.add(entry);
        if (entries.size() > CAPACITY) {
            entries.remove();
        }
    }

    synchronized List<T> copy() {
        return List.copyOf(entries);
    }
}
