package io.loadtelemetry.core;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives each of a bounded number of things a dense index, so that a slot of the ring can name it by a number. Index 0 is
 * what all things beyond the bound share. Thread-safe; looking up a thing that is there neither locks nor allocates.
 */
final class BoundedTable<T> {

    private final ConcurrentHashMap<T, Integer> indexes = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<T> things;
    private final T overflow;
    private int size = 1;

    BoundedTable(int most, T overflow) {
        this.things = new AtomicReferenceArray<>(most + 1);
        this.overflow = overflow;
        things.set(0, overflow);
        indexes.put(overflow, 0);
    }

    int indexOf(T thing) {
        Integer index = indexes.get(thing);
        return index != null ? index : add(thing);
    }

    private synchronized int add(T thing) {
        Integer index = indexes.get(thing);
        if (index != null) {
            return index;
        }
        if (size == things.length()) {
            return 0;
        }
        things.set(size, thing);
        indexes.put(thing, size);
        return size++;
    }

    T get(int index) {
        @Nullable T thing = things.get(index);
        return thing == null ? overflow : thing;
    }

    /** All things but the overflow, in the order they came. */
    synchronized List<T> all() {
        return IntStream.range(1, size).mapToObj(this::get).toList();
    }
}
