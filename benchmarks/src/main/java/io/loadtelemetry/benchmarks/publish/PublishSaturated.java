package io.loadtelemetry.benchmarks.publish;

import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What gets through where load threads publish without any pause: {@code subject=}, {@code threads=}, {@code seconds=}. */
public final class PublishSaturated {

    private static final int TURN = 1_000;

    private PublishSaturated() {}

    /**
     * Prints what was offered, and what arrived.
     *
     * @param args see above
     * @throws Exception if the subject does not work
     */
    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args);
        String name = arguments.text("subject", "loadtelemetry");
        int threads = (int) arguments.number("threads", 4);
        long nanos = TimeUnit.SECONDS.toNanos(arguments.number("seconds", 3));
        try (Subject subject = Subjects.create(name)) {
            long unused = load(subject, threads, nanos);
            long takenBefore = subject.taken();
            long before = System.nanoTime();
            long offered = load(subject, threads, nanos);
            double seconds = (System.nanoTime() - before) / 1e9;
            Map<String, String> params = Map.of("threads", Integer.toString(threads));
            new Result("saturated", name, params, "offered", "requests/s", offered / seconds).print();
            if (takenBefore != Subject.UNKNOWN) {
                double delivered = (subject.taken() - takenBefore) / seconds;
                new Result("saturated", name, params, "delivered", "requests/s", delivered).print();
            }
        }
    }

    private static long load(Subject subject, int threads, long nanos) throws Exception {
        LongAdder offered = new LongAdder();
        LoadThreads.run(threads, thread -> {
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                long unused = LoadThreads.publish(subject, TURN, 0);
                offered.add(TURN);
            }
        });
        return offered.sum();
    }
}
