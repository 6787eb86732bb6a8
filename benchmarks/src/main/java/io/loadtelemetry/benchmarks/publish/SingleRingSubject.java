package io.loadtelemetry.benchmarks.publish;

import io.loadtelemetry.core.SingleRing;

/** The library's ring without its stripes. */
final class SingleRingSubject extends Polled {

    private final SingleRing ring = new SingleRing(CAPACITY);

    SingleRingSubject() {
        start();
    }

    @Override
    public void publish(long start, long end) {
        if (!ring.publish(start, end)) {
            refuse();
        }
    }

    @Override
    void drain() {
        ring.drain((start, end) -> {
            take(start, end);
            return 0;
        });
    }
}
