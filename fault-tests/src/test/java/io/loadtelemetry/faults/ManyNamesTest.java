package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.testkit.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A user who names every request anew: an id in each, as in {@code /cart/4711}. */
@Timeout(120)
class ManyNamesTest {

    private static final int NAMES = 1_000_000;
    private static final int USERS = 4;
    private static final int ENDPOINTS = 2_000;

    @TempDir
    Path folder;

    @Test
    void aMillionInASmallHeap() throws Exception {
        Path file = folder.resolve("run.jsonl");
        Path out = folder.resolve("out.txt");
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ManyNamesTest.class.getName(),
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
            Process child = builder.start();
            try {
                assertThat(child.waitFor(100, TimeUnit.SECONDS)).isTrue();
            } finally {
                child.destroyForcibly();
            }
            String output = Files.readString(out);
            assertThat(child.exitValue()).as(output).isZero();
            assertThat(output)
                    .contains("telemetry.requests.max", "/user/")
                    .contains("balanced true")
                    .doesNotContain("\tat ", "OutOfMemory");

            assertThat(total(file)).isEqualTo(NAMES);
            assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(NAMES);
            Map<String, Long> counts = receiver.countBy("loadtest.request.duration", "loadtest.request.name");
            assertThat(counts).hasSize(ENDPOINTS + 1);
            assertThat(counts.get(Endpoint.OVERFLOW.name())).isEqualTo(NAMES - ENDPOINTS);
            String heap = output.lines()
                    .filter(line -> line.startsWith("heap "))
                    .findFirst()
                    .orElseThrow();
            Fault.MANY_NAMES.seen(
                    this,
                    "in 128 MB",
                    "%,d requests counted of %,d, %,d of them in the overflow entry, in JSON and OTLP alike; %s",
                    total(file),
                    NAMES,
                    NAMES - ENDPOINTS,
                    heap);
        }
    }

    private static long total(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> found = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = json.readTree(line);
            if (node.path("scope").asText().equals("total")
                    && node.path("window").asText().equals("run")) {
                found.add(node);
            }
        }
        assertThat(found).hasSize(1);
        return found.get(0).path("requests").asLong();
    }

    /** The child. */
    public static void main(String[] args) throws Exception {
        Telemetry telemetry = Telemetry.builder("many names")
                .set("telemetry.recorders", "json,otel,system")
                .set("telemetry.json.path", args[0])
                .start();
        // A ramp-up: how a recorder starts under full load in a new JVM is another matter.
        Thread.sleep(1_500);
        List<Thread> users = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            int first = user;
            users.add(new Thread(() -> user(telemetry, first)));
        }
        users.forEach(Thread::start);
        for (Thread user : users) {
            user.join();
        }
        telemetry.close();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        System.out.printf("heap %d MB at the end%n", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        List<RecorderAccounting> recorders = telemetry.accounting().recorders();
        System.out.println("balanced " + recorders.stream().allMatch(RecorderAccounting::balanced) + ' ' + recorders);
    }

    private static void user(Telemetry telemetry, int first) {
        for (int i = first; i < NAMES; i += USERS) {
            long now = telemetry.now();
            telemetry.request("GET", "/user/" + i).success(now - 1_000_000, now, 512);
            if (i / USERS % 500 == 0) {
                LockSupport.parkNanos(10_000_000); // About 200,000 a second in all.
            }
        }
    }
}
