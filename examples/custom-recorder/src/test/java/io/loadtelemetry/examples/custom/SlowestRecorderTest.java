package io.loadtelemetry.examples.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.testkit.RecorderContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** All it takes to test a recorder: the contract, where its output goes, and what is to be in it. */
class SlowestRecorderTest extends RecorderContract {

    private static final int KEEP = 3;

    @TempDir
    Path folder;

    private int instances;

    @Override
    protected RecorderProvider provider() {
        return new SlowestRecorderProvider();
    }

    @Override
    protected Map<String, String> options() {
        instances++;
        return Map.of("telemetry.slowest.path", output().toString(), "telemetry.slowest.keep", String.valueOf(KEEP));
    }

    @Override
    protected void verifyRequests(List<RequestEvent> requests) throws Exception {
        List<String> durations = requests.stream()
                .map(RequestEvent::duration)
                .sorted((a, b) -> Long.compare(b, a))
                .limit(KEEP)
                .map(nanos -> String.format(Locale.ROOT, "%.3f ms", nanos / 1e6))
                .toList();
        assertThat(Files.readAllLines(output()))
                .extracting(line -> line.strip().replaceFirst(" ms.*", " ms"))
                .isEqualTo(durations)
                .isNotEmpty();
    }

    private Path output() {
        return folder.resolve("slowest-" + instances + ".txt");
    }
}
