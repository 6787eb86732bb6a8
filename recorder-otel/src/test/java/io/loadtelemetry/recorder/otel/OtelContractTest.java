package io.loadtelemetry.recorder.otel;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.RecorderContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** The contract of all recorders, with a collector for each instance. */
class OtelContractTest extends RecorderContract {

    private static final String SECRET = "b47f9a02";

    private final List<OtlpReceiver> receivers = new ArrayList<>();

    @Override
    protected RecorderProvider provider() {
        try {
            OtlpReceiver receiver = OtlpReceiver.start();
            receivers.add(receiver);
            return OtelRun.to(receiver)
                    .environment("OTEL_EXPORTER_OTLP_HEADERS", "authorization=" + SECRET)
                    .provider();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One export at the close: what a collector keeps in this JVM would look like the recorder's memory. */
    @Override
    protected Map<String, String> options() {
        return Map.of("telemetry.otel.interval", "1h");
    }

    /** Log records are sent at once. */
    @Override
    protected void forgetOutput() {
        receivers.forEach(OtlpReceiver::clear);
    }

    @Override
    protected void verifyRequests(List<RequestEvent> requests) {
        OtlpReceiver receiver = receivers.get(receivers.size() - 1);
        assertThat(receiver.countBy("loadtest.request.duration", "loadtest.request.name"))
                .isEqualTo(requests.stream()
                        .collect(groupingBy(request -> request.endpoint().name(), counting())));
        assertThat(receiver.problems()).isEmpty();
    }

    /** The collector's: its own and those of the JDK's HTTP server. */
    @Override
    protected boolean foreign(Thread thread) {
        return thread.getName().startsWith("otlp-receiver")
                || thread.getName().equals("HTTP-Dispatcher")
                || thread.getName().equals("idle-timeout-task");
    }

    /** The collector of each instance is there until the test ends: its sockets and what it waits on them with. */
    @Override
    protected boolean foreignFile(String file) {
        return file.startsWith("socket:") || file.startsWith("anon_inode:");
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(SECRET);
    }

    @AfterEach
    void stop() {
        receivers.forEach(OtlpReceiver::close);
    }
}
