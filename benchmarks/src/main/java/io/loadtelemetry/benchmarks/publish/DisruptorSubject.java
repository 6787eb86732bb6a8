package io.loadtelemetry.benchmarks.publish;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;

/** The LMAX Disruptor with a consumer that polls; producers signal nobody. */
final class DisruptorSubject extends Polled {

    private final RingBuffer<Request> ring =
            RingBuffer.createMultiProducer(Request::new, CAPACITY, new YieldingWaitStrategy());
    private final EventPoller<Request> poller = ring.newPoller();

    DisruptorSubject() {
        ring.addGatingSequences(poller.getSequence());
        start();
    }

    @Override
    public void publish(long start, long end) {
        long sequence;
        try {
            sequence = ring.tryNext();
        } catch (InsufficientCapacityException e) {
            refuse();
            return;
        }
        ring.get(sequence).set(start, end);
        ring.publish(sequence);
    }

    @Override
    void drain() {
        try {
            poller.poll((request, sequence, endOfBatch) -> {
                take(request.start, request.end);
                return true;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
