package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.examples.demo.FullSpeedUser;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * The demo's HTTP load at full closed-model speed with one {@code subject} recording it; {@code users}, {@code warmup} and
 * {@code seconds} say how much. Everything a subject does is in it, also what it does every few seconds; but two JVMs never
 * run the same load equally fast, so this needs many rounds. {@link OverheadPair} is the finer instrument for what a
 * subject does per request.
 */
public final class Overhead {

    private Overhead() {}

    /** Measures one subject. */
    public static void main(String[] args) {
        Main.run(() -> measure(new Arguments(args)));
    }

    private static void measure(Arguments arguments) throws Exception {
        String name = arguments.text("subject", "off");
        int count = (int) arguments.number("users", 4);
        try (Peer peer = Peer.start()) {
            Switch telemetry = new Switch();
            Users users = new Users(FullSpeedUser.create(telemetry, peer.uri(), count), 1);
            Subject subject = Subject.open(name, peer);
            telemetry.connect(List.of(subject.telemetry()), new BitSet());
            users.start();
            Thread.sleep(arguments.number("warmup", 12) * 1000);
            Usage before = Usage.now(users.threads());
            users.enter(1);
            Thread.sleep(arguments.number("seconds", 6) * 1000);
            users.enter(Users.UNMEASURED);
            Usage after = Usage.now(users.threads());
            users.stop();
            Histogram times = users.times(IntStream.of(1));
            subject.end(times.getTotalCount());
            telemetry.requireAnswers(times.getTotalCount());

            Figures figures = new Figures(name, Map.of("mode", "process", "users", String.valueOf(count)));
            figures.times(times, after.nanos() - before.nanos());
            figures.print("p99.9", "ms", times.getValueAtPercentile(99.9) / 1e6);
            figures.print("cpu", "1", after.cpus(before));
            figures.print("cpu.background", "1", after.backgroundCpus(before));
            figures.print("alloc", "B", (after.allocated() - before.allocated()) / (double) times.getTotalCount());
        }
    }
}
