package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.examples.demo.FullSpeedUser;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * The demo's HTTP load at full closed-model speed, recorded by {@code a} and {@code b} in turns in one JVM: the same
 * threads, connections, compiled code and target, so that the ratio tells a fraction of a percent. {@code a=off b=off} shows
 * the error of the method.
 *
 * <p>Both subjects are there all the time; the one whose turn it is not has nothing to record. So what a subject does per
 * request falls into its own slices, but what it does at a beat (statistics, exports, samples of the system, idle polling)
 * falls into the slices of both and cancels out: that is in {@link Overhead} only, and in {@code cpu.background}, which is
 * here what the threads of both subjects used.
 */
public final class OverheadPair {

    /** After a turn the other's lanes still have something to read, for about 10 ms. */
    private static final long SETTLE_MILLIS = 20;

    /** Slices of 50 ms: more and shorter ones leave a narrower interval for the median in the same time. */
    private static final long SLICES_PER_SECOND = 20;

    private final Users users;
    private final Slices slices;
    private final long[] nanos;
    private final long[] cpu;

    private OverheadPair(Users users, Slices slices) {
        this.users = users;
        this.slices = slices;
        nanos = new long[slices.count()];
        cpu = new long[slices.count()];
    }

    /** Measures a pair of subjects. */
    public static void main(String[] args) {
        Main.run(() -> measure(new Arguments(args)));
    }

    private static void measure(Arguments arguments) throws Exception {
        String[] names = {arguments.text("a", "off"), arguments.text("b", "loadtelemetry")};
        int count = (int) arguments.number("users", 4);
        long seconds = arguments.number("seconds", 20);
        int wanted = (int) arguments.number("slices", seconds * SLICES_PER_SECOND);
        Slices slices = new Slices(Math.max(1, wanted / Slices.BLOCK), arguments.number("seed", System.nanoTime()));
        try (Peer peer = Peer.start()) {
            Switch telemetry = new Switch();
            Users users = new Users(FullSpeedUser.create(telemetry, peer.uri(), count), slices.count());
            Subject[] subjects = {Subject.open(names[0], peer), Subject.open(names[1], peer)};
            BitSet headers = new BitSet();
            headers.set(0, subjects[0].sendsHeader());
            headers.set(1, subjects[1].sendsHeader());
            telemetry.connect(Arrays.stream(subjects).map(Subject::telemetry).toList(), headers);
            users.start();
            OverheadPair pair = new OverheadPair(users, slices);
            long sliceMillis = seconds * 1000 / slices.count();
            pair.warmUp(telemetry, arguments.number("warmup", 12) * 1000 / sliceMillis, sliceMillis);
            Usage before = Usage.now(users.threads());
            pair.run(telemetry, sliceMillis);
            Usage after = Usage.now(users.threads());
            users.stop();
            long sent = 0;
            for (int subject = 0; subject < 2; subject++) {
                long requests = pair.times(subject).getTotalCount();
                subjects[subject].end(requests);
                sent += requests;
            }
            telemetry.requireAnswers(sent);
            pair.print(names, count, after.backgroundCpus(before));
        }
    }

    private void warmUp(Switch telemetry, long turns, long sliceMillis) throws InterruptedException {
        for (int turn = 0; turn < turns; turn++) {
            telemetry.choose(turn % 2);
            Thread.sleep(sliceMillis);
        }
    }

    private void run(Switch telemetry, long sliceMillis) throws InterruptedException {
        for (int slice = 0; slice < slices.count(); slice++) {
            telemetry.choose(slices.subject(slice));
            Thread.sleep(SETTLE_MILLIS);
            long cpuBefore = Usage.processCpu();
            long start = System.nanoTime();
            users.enter(slice + 1);
            Thread.sleep(sliceMillis);
            users.enter(Users.UNMEASURED);
            nanos[slice] = System.nanoTime() - start;
            cpu[slice] = Usage.processCpu() - cpuBefore;
        }
    }

    private IntStream of(int subject) {
        return IntStream.range(0, slices.count()).filter(slice -> slices.subject(slice) == subject);
    }

    private Histogram times(int subject) {
        return users.times(of(subject).map(slice -> slice + 1));
    }

    private void print(String[] names, int count, double background) {
        for (int subject = 0; subject < 2; subject++) {
            Map<String, String> params = Map.of(
                    "mode",
                    "alternating",
                    "users",
                    String.valueOf(count),
                    "beside",
                    names[1 - subject],
                    "role",
                    subject == 0 ? "a" : "b");
            Figures figures = new Figures(names[subject], params);
            figures.times(
                    times(subject), of(subject).mapToLong(slice -> nanos[slice]).sum());
            if (subject == 1) {
                figures.print("cpu.background", "1", background);
                new Ratios(ratios(this::throughput)).print(figures, "throughput.ratio");
                new Ratios(ratios(this::cpuPerRequest)).print(figures, "cpu.ratio");
                new Ratios(ratios(list -> percentile(list, 50))).print(figures, "p50.ratio");
                new Ratios(ratios(list -> percentile(list, 99))).print(figures, "p99.ratio");
            }
        }
    }

    private double[] ratios(ToDoubleFunction<List<Integer>> figure) {
        return IntStream.range(0, slices.blocks())
                .mapToDouble(
                        block -> figure.applyAsDouble(slicesOf(block, 1)) / figure.applyAsDouble(slicesOf(block, 0)))
                .toArray();
    }

    private List<Integer> slicesOf(int block, int subject) {
        return of(subject)
                .filter(slice -> slice / Slices.BLOCK == block)
                .boxed()
                .toList();
    }

    private double throughput(List<Integer> of) {
        long time = of.stream().mapToLong(slice -> nanos[slice]).sum();
        return users.times(of.stream().mapToInt(slice -> slice + 1)).getTotalCount() / (double) time;
    }

    private double cpuPerRequest(List<Integer> of) {
        long time = of.stream().mapToLong(slice -> cpu[slice]).sum();
        return time
                / (double) users.times(of.stream().mapToInt(slice -> slice + 1)).getTotalCount();
    }

    private double percentile(List<Integer> of, double percent) {
        return users.times(of.stream().mapToInt(slice -> slice + 1)).getValueAtPercentile(percent);
    }
}
