package io.loadtelemetry.examples.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends the load: by time, or by a signal before that. Thread-safe. */
final class StopSwitch {

    private final CountDownLatch thrown = new CountDownLatch(1);
    private volatile int signal;

    void stop() {
        thrown.countDown();
    }

    /**
     * Stops because of a signal.
     *
     * @return whether it was the first
     */
    synchronized boolean stop(int signalNumber) {
        if (signal != 0) {
            return false;
        }
        signal = signalNumber;
        thrown.countDown();
        return true;
    }

    boolean stopped() {
        return thrown.getCount() == 0;
    }

    /** The number of the signal, 0 for none. */
    int signal() {
        return signal;
    }

    /**
     * Sleeps, unless stopped.
     *
     * @return false where the load is to end
     */
    boolean sleep(long nanos) {
        try {
            return !thrown.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
