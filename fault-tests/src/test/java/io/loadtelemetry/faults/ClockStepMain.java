package io.loadtelemetry.faults;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.concurrent.locks.LockSupport;

/**
 * A load tool under a clock that somebody sets. Tells how far the system's clock has moved from where it should be, until
 * it is told to stop. Every request takes a millisecond. Arguments: the file of {@link ClockStepTest}.
 */
final class ClockStepMain {

    private ClockStepMain() {}

    public static void main(String[] arguments) throws IOException {
        try (RandomAccessFile control = new RandomAccessFile(arguments[0], "r");
                Telemetry telemetry = Telemetry.builder("clock").start()) {
            RequestRecorder cart = telemetry.request("GET", "/cart");
            long beginMillis = System.currentTimeMillis();
            long beginNanos = System.nanoTime();
            boolean stop = false;
            for (long i = 1; !stop; i++) {
                long now = telemetry.now();
                cart.success(now - 1_000_000, now, 1);
                if (i % 20 == 0) {
                    long elapsed = (System.nanoTime() - beginNanos) / 1_000_000;
                    System.out.println("moved " + (System.currentTimeMillis() - beginMillis - elapsed));
                    control.seek(Long.BYTES);
                    stop = control.readLong() != 0;
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
        System.out.println("stopped");
    }
}
