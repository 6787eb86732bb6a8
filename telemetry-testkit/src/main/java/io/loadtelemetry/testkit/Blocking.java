package io.loadtelemetry.testkit;

import java.util.concurrent.CountDownLatch;

/** Holds its callers until it is released, interrupted or not. */
final class Blocking implements RecorderFault {

    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public void happen() {
        boolean interrupted = false;
        while (true) {
            try {
                released.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void release() {
        released.countDown();
    }
}
