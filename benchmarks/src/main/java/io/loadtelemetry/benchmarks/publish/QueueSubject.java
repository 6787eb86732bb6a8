package io.loadtelemetry.benchmarks.publish;

import java.util.Queue;

/** A queue of objects, a new one for each request. */
final class QueueSubject extends Polled {

    private final Queue<Request> queue;

    QueueSubject(Queue<Request> queue) {
        this.queue = queue;
        start();
    }

    @Override
    public void publish(long start, long end) {
        Request request = new Request();
        request.set(start, end);
        if (!queue.offer(request)) {
            refuse();
        }
    }

    @Override
    void drain() {
        for (Request request = queue.poll(); request != null; request = queue.poll()) {
            take(request.start, request.end);
        }
    }
}
