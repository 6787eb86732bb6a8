package io.loadtelemetry.recorder.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads all probes at a fixed rate. Nothing but {@link #stop()} ends it: an interrupt is ignored, a probe that fails is
 * told of and tried again, a probe that cannot work at all is left out.
 */
final class Sampler implements Runnable {

    private final long interval;
    private final Output output;
    private final CpuWatch watch;
    private final List<NamedProbe> probes = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    Sampler(Duration interval, Output output, CpuWatch watch) {
        this.interval = interval.toNanos();
        this.output = output;
        this.watch = watch;
    }

    /** Asks it to end; may be called from any thread, any number of times. */
    void stop() {
        stop.countDown();
    }

    @Override
    public void run() {
        long next = System.nanoTime();
        // The warning needs to know when the first span of time it hears of began.
        watch.next(output.now());
        probes.addAll(Probes.open(watch, output));
        while (true) {
            next = following(next, System.nanoTime(), interval);
            if (stoppedBy(next)) {
                return;
            }
            sample();
        }
    }

    private void sample() {
        try {
            probes.removeIf(probe -> !probe.read(output));
            watch.next(output.now()).ifPresent(output::publish);
        } catch (Throwable e) {
            // Probes catch what they throw; this is memory so short that not even a warning fitted. The next sample
            // may.
        }
    }

    /** The first time of the schedule that is still to come: samples that were missed are not made up for. */
    static long following(long time, long now, long interval) {
        return time + (Math.max(0, now - time) / interval + 1) * interval;
    }

    private boolean stoppedBy(long time) {
        while (true) {
            try {
                return stop.await(time - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread, and with the flag restored every file read would fail.
            }
        }
    }
}
