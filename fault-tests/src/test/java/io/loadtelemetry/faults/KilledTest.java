package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of writing, and the next run on the same file. */
@Timeout(180)
class KilledTest {

    private static final int KILLS = 25;
    private static final long LONGEST_NANOS = 100_000_000;

    private final ExecutorService two = Executors.newFixedThreadPool(2);
    private final ObjectMapper json = new ObjectMapper();
    private final long seed = System.nanoTime();

    @TempDir
    Path folder;

    private record Outcome(long lines, int torn) {}

    @AfterEach
    void end() {
        two.shutdownNow();
    }

    @Test
    void fiftyTimes() throws Exception {
        Future<Outcome> plain = two.submit(() -> killAgainAndAgain(1, Files.createDirectory(folder.resolve("plain"))));
        Future<Outcome> rotated = two.submit(() -> killAgainAndAgain(
                2,
                Files.createDirectory(folder.resolve("rotated")),
                "telemetry.json.rotate.size=300kB",
                "telemetry.json.rotate.gzip=false"));
        Outcome one = plain.get(160, TimeUnit.SECONDS);
        Outcome other = rotated.get(160, TimeUnit.SECONDS);

        Fault.KILLED.seen(
                this,
                "with and without rotation",
                "%d kills; %,d lines read, each parses; %d times the last one was torn, by the kill or by hand, and repaired by"
                        + " the next run",
                2 * KILLS,
                one.lines() + other.lines(),
                one.torn() + other.torn());
    }

    private Outcome killAgainAndAgain(int number, Path where, String... rotation) throws Exception {
        Random random = new Random(seed + number);
        Path file = where.resolve("run.jsonl");
        int torn = 0;
        long good = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildRun child = run(file, "seconds=60", rotation)) {
                child.await("running");
                long before = size(file);
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> size(file) != before);
                LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_NANOS));
                child.kill();
            }
            // What the last kill had torn is repaired by now; what this one tore is at the very end.
            // Between setting a file aside and beginning the next there is none.
            boolean there = Files.exists(file);
            torn += there && endsInTheMiddle(file) ? 1 : 0;
            long lines = there ? wholeLines(file) : 0;
            assertThat(rotation.length > 0 || lines > good)
                    .as("seed %d, kill %d: %d lines after %d", seed, kill, lines, good)
                    .isTrue();
            good = lines;
            // A write is cut by a crash of the machine rather than by a kill: half of the times this plays the machine.
            if (there && random.nextBoolean()) {
                tear(file, 2 + random.nextInt(200));
                good -= 2;
                torn++;
            }
        }
        try (ChildRun last = run(file, "seconds=0", rotation)) {
            assertThat(last.awaitExit(Duration.ofSeconds(30))).as(last.output()).isZero();
        }
        long lines = 0;
        try (Stream<Path> files = Files.list(where)) {
            for (Path each :
                    files.filter(name -> name.toString().endsWith(".jsonl")).toList()) {
                assertThat(endsInTheMiddle(each)).as("%s", each).isFalse();
                lines += wholeLines(each);
            }
        }
        return new Outcome(lines, torn);
    }

    private ChildRun run(Path file, String end, String... rotation) throws IOException {
        String[] settings = Stream.concat(
                        Stream.of(
                                "telemetry.recorders=json",
                                "telemetry.json.path=" + file,
                                "telemetry.json.requests=all",
                                end),
                        Stream.of(rotation))
                .toArray(String[]::new);
        return ChildRun.start(folder, List.of(), settings);
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    /** A line is longer than this. */
    private static void tear(Path file, int bytes) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(Math.max(0, content.length() - bytes));
        }
    }

    private static boolean endsInTheMiddle(Path file) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            if (content.length() == 0) {
                return false;
            }
            content.seek(content.length() - 1);
            return content.read() != '\n';
        }
    }

    /** How many lines there are, but for an unfinished last one; every one of them has to be JSON. */
    private long wholeLines(Path file) throws IOException {
        boolean torn = endsInTheMiddle(file);
        long lines = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            while (line != null) {
                String next = reader.readLine();
                if (next != null || !torn) {
                    assertThat(json.readTree(line).path("schema").asInt()).isEqualTo(1);
                    assertThat(line)
                            .as("line %d of %s, seed %d", lines, file, seed)
                            .startsWith("{")
                            .endsWith("}");
                    lines++;
                }
                line = next;
            }
        }
        return lines;
    }
}
