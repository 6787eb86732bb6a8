package io.loadtelemetry.core;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;

/** A worker in a JVM of its own: its snapshots go to the standard output, each after its length. */
final class WorkerMain {

    private WorkerMain() {}

    /** The service times of a worker, in nanoseconds. */
    static long[] times(int worker, int count) {
        Random random = new Random(worker);
        return random.longs(count, 1, 2)
                .map(one -> (long) (Math.exp(random.nextGaussian()) * 1_000_000 * worker * worker))
                .toArray();
    }

    public static void main(String[] args) throws InterruptedException {
        DataOutputStream out = new DataOutputStream(System.out);
        boolean hang = args[2].equals("hang");
        try (Telemetry telemetry = Telemetry.builder()
                .set("telemetry.recorders", "none")
                .set("telemetry.stats.interval", "100ms")
                // All at once: the test is of what is counted, not of how fast.
                .set("telemetry.ring.full", "block")
                .snapshots(bytes -> {
                    try {
                        out.writeInt(bytes.length);
                        out.write(bytes);
                        out.flush();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .start()) {
            RequestRecorder requests = telemetry.request("GET", "/");
            for (long nanos : times(Integer.parseInt(args[0]), Integer.parseInt(args[1]))) {
                long end = telemetry.now();
                requests.success(end - nanos, end);
            }
            if (hang) {
                Thread.sleep(60_000);
            }
        }
    }
}
