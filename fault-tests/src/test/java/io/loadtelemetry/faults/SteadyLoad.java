package io.loadtelemetry.faults;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Threads that publish at a steady pace and keep the time that each publish took. */
final class SteadyLoad implements AutoCloseable {

    private static final int THREADS = 2;
    private static final long BEAT_NANOS = 1_000_000;
    private static final int WINDOW_BEATS = 50;

    /** What a phase of the load came to; times in nanoseconds. */
    record Phase(long requests, long medianOfP99, long longest, List<Throwable> thrown) {}

    private final Telemetry telemetry;
    private final int perBeat;
    private final ExecutorService threads;

    SteadyLoad(Telemetry telemetry, int perSecond) {
        this.telemetry = telemetry;
        perBeat = Math.max(1, perSecond / THREADS / 1000);
        threads = Executors.newFixedThreadPool(THREADS);
    }

    Phase run(Duration duration) throws Exception {
        List<Future<Part>> parts = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            parts.add(threads.submit(new Part(thread, duration.toMillis())));
        }
        List<Long> p99 = new ArrayList<>();
        List<Throwable> thrown = new ArrayList<>();
        long requests = 0;
        long longest = 0;
        for (Future<Part> future : parts) {
            Part part = future.get(duration.toSeconds() + 60, TimeUnit.SECONDS);
            p99.addAll(part.p99);
            thrown.addAll(part.thrown);
            requests += part.requests;
            longest = Math.max(longest, part.longest);
        }
        p99.sort(null);
        return new Phase(requests, p99.get(p99.size() / 2), longest, thrown);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private final class Part implements Callable<Part> {
        private final int number;
        private final long beats;
        private final List<Long> p99 = new ArrayList<>();
        private final List<Throwable> thrown = new ArrayList<>();
        private long requests;
        private long longest;

        Part(int number, long beats) {
            this.number = number;
            this.beats = beats;
        }

        @Override
        public Part call() {
            RequestRecorder cart = telemetry.request("GET", "/cart");
            RequestRecorder own = telemetry.request("POST", "/own-" + number);
            long[] window = new long[WINDOW_BEATS * perBeat];
            int filled = 0;
            long begin = System.nanoTime();
            for (long beat = 0; beat < beats; beat++) {
                for (int i = 0; i < perBeat; i++) {
                    long nanos = publish(i % 4 == 0 ? own : cart, i);
                    longest = Math.max(longest, nanos);
                    window[filled++] = nanos;
                }
                if (filled == window.length) {
                    Arrays.sort(window);
                    p99.add(window[filled * 99 / 100]);
                    filled = 0;
                }
                for (long left = rest(begin, beat); left > 0; left = rest(begin, beat)) {
                    LockSupport.parkNanos(left);
                }
            }
            return this;
        }

        private long rest(long begin, long beat) {
            return begin + (beat + 1) * BEAT_NANOS - System.nanoTime();
        }

        private long publish(RequestRecorder recorder, int i) {
            long start = telemetry.now();
            long before = System.nanoTime();
            try {
                if (i % 10 == 0) {
                    recorder.failure(start - 2_000_000, start, "503", 100);
                } else {
                    recorder.success(start - 1_000_000, start, 512);
                }
            } catch (Throwable e) {
                thrown.add(e);
            }
            requests++;
            return System.nanoTime() - before;
        }
    }
}
