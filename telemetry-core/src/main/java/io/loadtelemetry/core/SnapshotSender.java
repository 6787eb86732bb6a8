package io.loadtelemetry.core;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Hands snapshots to the carrier, on a thread of its own: the statistics never wait for it. */
final class SnapshotSender implements Runnable {

    private static final int MOST_KEPT = 64;
    private static final long PAUSE_MILLIS = 200;

    private final Consumer<byte[]> carrier;
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(MOST_KEPT);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread = new Thread(null, this, "telemetry-snapshots", 0, false);
    private volatile boolean ending;
    private volatile boolean abandoned;

    SnapshotSender(Consumer<byte[]> carrier) {
        this.carrier = carrier;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Never waits; the number of a snapshot that is lost is missing on the master. */
    void offer(byte[] snapshot) {
        if (!queue.offer(snapshot) && lost.getAndIncrement() == 0) {
            Warnings.log("the carrier of snapshots is behind by " + MOST_KEPT + ": further ones are lost");
        }
    }

    @Override
    public void run() {
        while (!abandoned) {
            byte[] snapshot = queue.peek();
            try {
                if (snapshot != null) {
                    carrier.accept(snapshot);
                    queue.poll();
                } else if (ending) {
                    return;
                } else {
                    Thread.sleep(PAUSE_MILLIS / 20);
                }
            } catch (InterruptedException e) {
                // Told to end: it is seen above.
            } catch (Throwable e) {
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            // As above.
        }
    }

    /** Waits until all is sent, at most so long, and says what is not. */
    void finish(long millis) throws InterruptedException {
        ending = true;
        thread.join(Math.max(1, millis));
        if (thread.isAlive()) {
            abandoned = true;
            thread.interrupt();
        }
        long left = queue.size() + lost.get();
        if (left > 0) {
            Warnings.log(left + " snapshots of this worker did not reach the carrier: what they count is missing on the"
                    + " master");
        }
    }
}
