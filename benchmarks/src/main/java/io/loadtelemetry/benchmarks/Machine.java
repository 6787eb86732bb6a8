package io.loadtelemetry.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The machine and the JVM that measure. */
final class Machine {

    private static final int PINGS = 200_000;

    private Machine() {}

    static Map<String, String> describe() {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        description.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
        description.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        description.put("cpu", Runtime.getRuntime().availableProcessors() + " x " + processor());
        description.put("ping", ping() + " ns between two cores");
        return description;
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("processor");
        } catch (IOException e) {
            return "processor"; // Not Linux.
        }
    }

    /**
     * How long a changed cache line takes from one core to another. It depends on where the system puts the two threads,
     * and with it every contended figure, so it is told with them.
     */
    private static long ping() {
        AtomicLong ball = new AtomicLong();
        Thread other = new Thread(() -> {
            for (long i = 1; i < 2 * PINGS; i += 2) {
                await(ball, i);
                ball.set(i + 1);
            }
        });
        other.setDaemon(true);
        other.start();
        long start = System.nanoTime();
        for (long i = 0; i < 2 * PINGS; i += 2) {
            await(ball, i);
            ball.set(i + 1);
        }
        return (System.nanoTime() - start) / (2 * PINGS);
    }

    private static void await(AtomicLong ball, long value) {
        while (ball.get() != value) {
            Thread.onSpinWait();
        }
    }
}
