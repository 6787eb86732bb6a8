package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of the real library, and its file as a user reads it. */
@Timeout(60)
class EndToEndTest {

    private static final int THREADS = 4;
    private static final int REQUESTS = 5_000;

    @TempDir
    Path folder;

    @Test
    void theFileTellsWhatHappened() throws Exception {
        Path file = folder.resolve("run.jsonl");
        RecorderAccounting accounting = run(file, "all");
        List<JsonNode> lines = Lines.read(file);
        Lines.assertValid(lines.stream()
                .filter(line -> !line.path("type").asText().equals("request"))
                .toList());
        Lines.assertValid(Lines.ofType(lines, "request").subList(0, 200));

        assertThat(lines.get(0).path("name").asText()).isEqualTo("test.start");
        assertThat(lines.get(0).path("target_users").asInt()).isEqualTo(THREADS);
        assertThat(lines.get(0).path("labels").path("git").asText()).isEqualTo("4f2d1c9");
        assertThat(lines.get(lines.size() - 1).path("name").asText()).isEqualTo("test.stop");
        assertThat(lines)
                .extracting(line -> line.path("run_id").asText())
                .containsOnly(lines.get(0).path("run_id").asText());
        assertThat(Lines.named(lines, "deploy")
                        .get(0)
                        .path("attributes")
                        .path("version")
                        .asText())
                .isEqualTo("1.4.2");

        assertThat(accounting.balanced()).isTrue();
        assertThat(accounting.recorded()).isEqualTo(lines.size());
        JsonNode total = runLine(lines, "total", "");
        JsonNode cart = runLine(lines, "endpoint", "/cart/{id}");
        long written = Lines.ofType(lines, "request").size();
        long overrun = accounting.dropped().getOrDefault(DropReason.OVERRUN, 0L);
        assertThat(accounting.droppedTotal()).isEqualTo(overrun);
        assertThat(total.path("requests").asLong()).isEqualTo(2L * THREADS * REQUESTS);
        assertThat(written + overrun).isGreaterThanOrEqualTo(2L * THREADS * REQUESTS);
        assertThat(cart.path("requests").asLong()).isEqualTo((long) THREADS * REQUESTS);
        assertThat(cart.path("failures").asLong()).isEqualTo(THREADS * REQUESTS / 10);
        assertThat(cart.path("errors").path("503").asLong()).isEqualTo(THREADS * REQUESTS / 10);
        assertThat(cart.path("bytes_received").asLong()).isEqualTo(512L * THREADS * REQUESTS);
        assertThat(cart.path("service_time").path("p50_ms").asDouble())
                .isEqualTo(2.0, org.assertj.core.api.Assertions.within(0.002));

        byte[] bytes = Base64.getDecoder()
                .decode(cart.path("service_time").path("histogram").asText());
        Histogram histogram = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
        assertThat(histogram.getTotalCount())
                .isEqualTo(cart.path("service_time").path("count").asLong());
    }

    @Test
    void aShareOfTheRequestsIsWrittenAndAllAreAccountedFor() throws Exception {
        Path file = folder.resolve("run.jsonl");
        RecorderAccounting accounting = run(file, "0.01");
        List<JsonNode> lines = Lines.read(file);
        assertThat(accounting.balanced()).isTrue();
        assertThat(accounting.pending()).isZero();
        assertThat(accounting.recorded()).isEqualTo(lines.size());
        assertThat(accounting.dropped()).containsKey(DropReason.SAMPLED);
        assertThat(runLine(lines, "total", "").path("requests").asLong()).isEqualTo(2L * THREADS * REQUESTS);
    }

    private static JsonNode runLine(List<JsonNode> lines, String scope, String request) {
        List<JsonNode> found = Lines.named(lines, "request.stats").stream()
                .filter(line -> line.path("window").asText().equals("run"))
                .filter(line -> line.path("scope").asText().equals(scope))
                .filter(line -> line.path("request").asText().equals(request))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static RecorderAccounting run(Path file, String requests) throws Exception {
        Telemetry telemetry = Telemetry.builder("end-to-end")
                .users(THREADS)
                .label("git", "4f2d1c9")
                .set("telemetry.recorders", "json")
                .set("telemetry.json.path", file.toString())
                .set("telemetry.json.requests", requests)
                // As fast as it goes: the load waits for the ring, so that the counts in the file are exact.
                .set("telemetry.ring.full", "block")
                .set("telemetry.stats.interval", "100ms")
                .start();
        RequestRecorder cart =
                telemetry.request(Endpoint.of("GET", "/cart/{id}").withScenario("checkout"));
        RequestRecorder login = telemetry.request("POST", "/login");
        ExecutorService users = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> done = new ArrayList<>();
        for (int user = 0; user < THREADS; user++) {
            done.add(users.submit(() -> {
                for (int i = 0; i < REQUESTS; i++) {
                    long now = telemetry.now();
                    cart.record(now - 3_000_000, now - 2_000_000, now, 200, i % 10 == 0 ? "503" : null, 64, 512);
                    login.success(now - 1_000_000, now);
                }
            }));
        }
        telemetry.event("deploy", Map.of("version", "1.4.2"));
        for (Future<?> user : done) {
            user.get();
        }
        users.shutdown();
        telemetry.spawningComplete(THREADS);
        telemetry.close();
        return telemetry.accounting().recorder("json").orElseThrow();
    }
}
