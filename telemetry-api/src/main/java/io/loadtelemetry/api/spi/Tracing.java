package io.loadtelemetry.api.spi;

import org.jspecify.annotations.Nullable;

/** Makes trace contexts and decides which spans are exported; given by the recorder that exports them. Thread-safe. */
@FunctionalInterface
public interface Tracing {

    /**
     * Fills in the context of a request or an iteration that begins now on this thread, a thread of the load. Must
     * allocate nothing and wait for nothing. What it throws is kept from the load, and the context stays empty.
     *
     * @param context gets the ids by {@link MutableTraceContext#set}; it is not shared with other threads
     * @param parent the context of the iteration it belongs to, or null
     */
    void begin(MutableTraceContext context, @Nullable MutableTraceContext parent);
}
