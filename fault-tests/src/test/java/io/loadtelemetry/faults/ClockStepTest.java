package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadtelemetry.testkit.OtlpReceiver;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the machine is set in the middle of a run, as the run sees it: a library between it and the system lies. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ClockStepTest {

    private static final long HOUR = 3600;
    private static final Duration SLACK = Duration.ofSeconds(20);
    private static final Pattern POINT_TIME = Pattern.compile("time_unix_nano: (\\d+)");

    /** Adds the first number in a file to what the system's clock says; other clocks are left alone. */
    private static final String LIAR = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <endian.h>
            #include <fcntl.h>
            #include <stdlib.h>
            #include <stdint.h>
            #include <sys/mman.h>
            #include <sys/time.h>
            #include <time.h>
            static volatile uint64_t *file;
            __attribute__((constructor)) static void begin(void) {
                const char *path = getenv("CLOCK_OFFSET");
                int fd = path ? open(path, O_RDONLY) : -1;
                void *mapped = fd < 0 ? MAP_FAILED : mmap(0, 16, PROT_READ, MAP_SHARED, fd, 0);
                if (mapped != MAP_FAILED) file = mapped;
            }
            static int64_t offset(void) { return file ? (int64_t) be64toh(*file) : 0; }
            int clock_gettime(clockid_t id, struct timespec *t) {
                static int (*real)(clockid_t, struct timespec *);
                if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
                int result = real(id, t);
                if (result == 0 && id == CLOCK_REALTIME) t->tv_sec += offset();
                return result;
            }
            int gettimeofday(struct timeval *t, void *zone) {
                static int (*real)(struct timeval *, void *);
                if (!real) real = dlsym(RTLD_NEXT, "gettimeofday");
                int result = real(t, zone);
                if (result == 0 && t) t->tv_sec += offset();
                return result;
            }
            time_t time(time_t *t) {
                struct timespec now;
                clock_gettime(CLOCK_REALTIME, &now);
                if (t) *t = now.tv_sec;
                return now.tv_sec;
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path control() {
        return folder.resolve("offset");
    }

    private Path compiled() throws Exception {
        Path source = Files.writeString(folder.resolve("liar.c"), LIAR);
        Path library = folder.resolve("liar.so");
        try {
            Process gcc = new ProcessBuilder(
                            "gcc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString(), "-ldl")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("gcc").toFile())
                    .start();
            assumeThat(gcc.waitFor()).as("gcc makes a shared library").isZero();
        } catch (IOException e) {
            assumeThat(e).as("gcc, which makes the clock lie").isNull();
        }
        return library;
    }

    private void control(int word, long value) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(control().toFile(), "rw")) {
            file.setLength(2 * Long.BYTES);
            file.seek((long) word * Long.BYTES);
            file.writeLong(value);
        }
    }

    /** What the child said last of its clock. */
    private static void awaitMoved(JavaChild child, LongPredicate wanted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            List<String> lines = child.outSoFar()
                    .lines()
                    .filter(line -> line.matches("moved -?\\d+"))
                    .toList();
            if (!lines.isEmpty()
                    && wanted.test(Long.parseLong(lines.get(lines.size() - 1).substring(6)))) {
                return;
            }
            assertThat(child.alive()).isTrue();
            Thread.sleep(20);
        }
        throw new AssertionError("the clock of the child did not move");
    }

    @Test
    void byAnHourForwardAndBack() throws Exception {
        Path library = compiled();
        control(0, 0);
        control(1, 0);
        Instant begin = Instant.now();
        long beginNanos = System.nanoTime();
        try (OtlpReceiver collector = OtlpReceiver.start();
                JavaChild child = new JavaChild(folder)) {
            child.environment("LD_PRELOAD", library.toString())
                    .environment("CLOCK_OFFSET", control().toString())
                    .environment("TELEMETRY_RECORDERS", "json,otel")
                    .environment("TELEMETRY_STATS_INTERVAL", "200ms")
                    .environment(
                            "TELEMETRY_JSON_PATH", folder.resolve("run.jsonl").toString())
                    .environment("TELEMETRY_JSON_REQUESTS", "all")
                    .environment("TELEMETRY_JSON_ROTATE_INTERVAL", "300ms")
                    .environment("TELEMETRY_OTEL_INTERVAL", "200ms")
                    .environment("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())
                    .start(ClockStepMain.class, control().toString());
            awaitMoved(child, moved -> Math.abs(moved) < 60_000);
            awaitExportAfter(collector, 0);
            Thread.sleep(700);
            for (long step : new long[] {HOUR, -HOUR, 0}) {
                int exports = collector.requests().size();
                control(0, step);
                // That the clock did move is the first thing to be shown.
                awaitMoved(child, moved -> Math.abs(moved - step * 1000) < 60_000);
                Thread.sleep(700);
                awaitExportAfter(collector, exports);
            }
            control(1, 1);
            JavaChild.Ended ended = child.await();
            Instant end = Instant.now();
            double seconds = (System.nanoTime() - beginNanos) / 1e9;
            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out()).endsWith("stopped\n");

            List<Path> files = files();
            List<JsonNode> lines = lines(files);
            assertTimes(lines, begin, end);
            assertDurations(lines, seconds);
            assertIntervals(lines);
            assertThat(files.size()).as("files set aside in %.1f s", seconds).isBetween(5, (int) (seconds / 0.3) + 2);
            for (String text :
                    collector.metricRequests().stream().map(Object::toString).toList()) {
                Matcher matcher = POINT_TIME.matcher(text);
                while (matcher.find()) {
                    assertWithin(Instant.ofEpochSecond(0, Long.parseLong(matcher.group(1))), begin, end);
                }
            }
            Fault.CLOCK_STEP.seen(
                    this,
                    "json and otel",
                    "clock moved by +1 h, -2 h, +1 h in %.1f s: %,d events and %d exports, none moved; %d files by interval",
                    seconds,
                    lines.size(),
                    collector.requests().size(),
                    files.size());
        }
    }

    /** Soon; but a busy machine may need a while for the first one. */
    private static void awaitExportAfter(OtlpReceiver collector, int exports) throws InterruptedException {
        collector.await(
                "export after " + exports, receiver -> receiver.requests().size() > exports, Duration.ofSeconds(20));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static List<JsonNode> lines(List<Path> files) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                lines.add(json.readTree(line));
            }
        }
        return lines;
    }

    private static void assertWithin(Instant time, Instant begin, Instant end) {
        assertThat(time).isBetween(begin.minus(SLACK), end.plus(SLACK));
    }

    private static void assertTimes(List<JsonNode> lines, Instant begin, Instant end) {
        for (JsonNode line : lines) {
            for (String field : List.of("time", "start", "from", "to", "since")) {
                if (line.has(field)) {
                    assertWithin(Instant.parse(line.path(field).asText()), begin, end);
                }
            }
        }
    }

    private static void assertDurations(List<JsonNode> lines, double seconds) {
        assertThat(of(lines, "request"))
                .hasSizeGreaterThan(500)
                .allMatch(line -> line.path("duration_ms").asDouble() == 1.0);
        assertThat(of(lines, "event"))
                .filteredOn(line -> line.path("name").asText().equals("test.stop"))
                .singleElement()
                .satisfies(
                        line -> assertThat(line.path("duration_s").asDouble()).isBetween(2.8, seconds));
    }

    private static void assertIntervals(List<JsonNode> lines) {
        List<JsonNode> intervals = of(lines, "stats").stream()
                .filter(line -> line.path("window").asText().equals("interval")
                        && line.path("scope").asText().equals("total"))
                .toList();
        assertThat(intervals).hasSizeGreaterThan(10);
        for (JsonNode interval : intervals) {
            Duration length = Duration.between(
                    Instant.parse(interval.path("from").asText()),
                    Instant.parse(interval.path("to").asText()));
            assertThat(length).isBetween(Duration.ZERO, SLACK);
        }
        assertThat(intervals)
                .isSortedAccordingTo((one, two) ->
                        one.path("from").asText().compareTo(two.path("from").asText()));
    }

    private static List<JsonNode> of(List<JsonNode> lines, String type) {
        return lines.stream()
                .filter(line -> line.path("type").asText().equals(type))
                .toList();
    }
}
