package io.loadtelemetry.benchmarks.publish;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** The LMAX Disruptor as it is by default: its consumer sleeps until a producer wakes it. */
final class BlockingDisruptorSubject implements Subject {

    private final Histogram durations = new Histogram(1, TimeUnit.HOURS.toNanos(1), 3);
    private final LongAdder refused = new LongAdder();
    private final Disruptor<Request> disruptor = new Disruptor<>(
            Request::new,
            Polled.CAPACITY,
            DaemonThreadFactory.INSTANCE,
            ProducerType.MULTI,
            new BlockingWaitStrategy());
    private final RingBuffer<Request> ring;

    BlockingDisruptorSubject() {
        disruptor.handleEventsWith(
                (request, sequence, endOfBatch) -> durations.recordValue(Math.max(0, request.end - request.start)));
        ring = disruptor.start();
    }

    @Override
    public void publish(long start, long end) {
        long sequence;
        try {
            sequence = ring.tryNext();
        } catch (InsufficientCapacityException e) {
            refused.increment();
            return;
        }
        ring.get(sequence).set(start, end);
        ring.publish(sequence);
    }

    @Override
    public long taken() {
        return durations.getTotalCount();
    }

    @Override
    public long refused() {
        return refused.sum();
    }

    @Override
    public void close() {
        disruptor.halt();
    }
}
