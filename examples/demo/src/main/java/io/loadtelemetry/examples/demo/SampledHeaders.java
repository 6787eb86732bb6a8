package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.TraceContext;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The headers {@code traceparent} with the flag "sampled" that the target saw: each promises a span. Thread-safe. */
final class SampledHeaders {

    /** More are counted, but their spans are not looked for. */
    private static final int KEPT = 100_000;

    private final LongAdder count = new LongAdder();
    private final Set<Long> spanIds = ConcurrentHashMap.newKeySet();

    void add(TraceContext client) {
        if (client.sampled()) {
            count.increment();
            if (spanIds.size() < KEPT) {
                spanIds.add(client.spanId());
            }
        }
    }

    long count() {
        return count.sum();
    }

    /** How many were promised and are not among the spans that came. */
    long missing(Collection<Long> received) {
        return spanIds.stream().filter(id -> !received.contains(id)).count();
    }
}
