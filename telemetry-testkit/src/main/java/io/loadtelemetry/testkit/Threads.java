package io.loadtelemetry.testkit;

import static java.util.stream.Collectors.joining;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds threads that were left behind. */
final class Threads {

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    /** What the JDK and JUnit start whenever they like and keep for all, and the handlers of the receiver. */
    private static final Pattern OTHERS = Pattern.compile(
            "ForkJoinPool.*|Common-Cleaner|Cleaner-\\d+|process reaper.*|Keep-Alive-Timer|VirtualThread-unparker.*"
                    + "|JNA Cleaner|Attach Listener|C[12] CompilerThread\\d+|junit-.*|otlp-receiver-.*");

    private Threads() {}

    static Set<Thread> all() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** Waits until every thread that was not there before is gone, but for those that are tolerated. */
    static void assertNoneSince(Set<Thread> before, Predicate<Thread> tolerated) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        List<Thread> left = left(before, tolerated);
        while (!left.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("threads left after the close: "
                        + left.stream().map(Threads::describe).collect(joining(", ")));
            }
            // Some clients, java.net.http's on JDK 17 among them, end their threads when they are collected.
            System.gc();
            left.get(0).join(20);
            left = left(before, tolerated);
        }
    }

    private static List<Thread> left(Set<Thread> before, Predicate<Thread> tolerated) {
        return all().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread))
                .filter(thread -> !OTHERS.matcher(thread.getName()).matches())
                .filter(tolerated.negate())
                .toList();
    }

    private static String describe(Thread thread) {
        return thread.getName() + (thread.isDaemon() ? " (daemon)" : " (not a daemon)");
    }
}
