package io.loadtelemetry.recorder.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.testkit.RecorderContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with a line for every request. */
class JsonContractTest extends RecorderContract {

    @TempDir
    Path folder;

    private int files;

    @Override
    protected RecorderProvider provider() {
        return new JsonRecorderProvider();
    }

    @Override
    protected Map<String, String> options() {
        files++;
        return Map.of("telemetry.json.path", file().toString(), "telemetry.json.requests", "all");
    }

    @Override
    protected void verifyRequests(List<RequestEvent> requests) throws Exception {
        List<JsonNode> lines = Lines.read(file());
        Lines.assertValid(lines);
        assertThat(Lines.ofType(lines, "request"))
                .extracting(JsonContractTest::key)
                // Of several load threads the order differs from lane to lane.
                .containsExactlyInAnyOrderElementsOf(
                        requests.stream().map(JsonContractTest::key).toList());
        assertThat(Files.size(file())).isPositive();
    }

    private static String key(JsonNode line) {
        return line.path("request").asText()
                + ' '
                + line.path("duration_ms").decimalValue()
                + ' '
                + line.path("error_type").asText()
                + ' '
                + line.path("bytes_sent").asLong(-1)
                + ' '
                + line.path("bytes_received").asLong(-1);
    }

    private static String key(RequestEvent request) {
        String error = request.errorType();
        return request.endpoint().name()
                + ' '
                + new java.math.BigDecimal(java.math.BigInteger.valueOf(request.duration()), 6)
                        .stripTrailingZeros()
                        .toPlainString()
                + ' '
                + (error == null ? "" : error)
                + ' '
                + request.bytesSent()
                + ' '
                + request.bytesReceived();
    }

    private Path file() {
        return folder.resolve("run-" + files + ".jsonl");
    }
}
