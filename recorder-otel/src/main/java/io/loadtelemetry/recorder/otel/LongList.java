package io.loadtelemetry.recorder.otel;

import io.opentelemetry.sdk.common.internal.PrimitiveLongList;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * An array as the exporter takes it. From any list but its own kind the exporter copies the counts twice per export, 4 MB for
 * a thousand series, so that its own kind is used. That one is internal to the SDK, and has moved before: where it is not
 * to be found, this list does the same.
 */
final class LongList extends AbstractList<Long> implements RandomAccess {

    private static final boolean INTERNAL = hasInternal();

    private final long[] values;

    private LongList(long[] values) {
        this.values = values;
    }

    /** A view on the array. */
    static List<Long> of(long[] values) {
        return INTERNAL ? PrimitiveLongList.wrap(values) : external(values);
    }

    /** The same without the SDK's internals. */
    static List<Long> external(long[] values) {
        return new LongList(values);
    }

    private static boolean hasInternal() {
        try {
            return PrimitiveLongList.wrap(new long[1]).size() == 1;
        } catch (LinkageError moved) {
            return false;
        }
    }

    @Override
    public Long get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
