package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.RecorderHarness;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Credentials reach the collector and nothing else. */
@Timeout(60)
class CredentialsTest {

    private static final String CANARY = "c4nary+S3cret==";

    private final Logger root = Logger.getLogger("");
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            StringWriter text = new StringWriter();
            text.write(record.getLevel() + " " + record.getLoggerName() + " " + record.getMessage() + " ");
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(new PrintWriter(text));
            }
            logged.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private OtlpReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = OtlpReceiver.start();
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
    }

    @AfterEach
    void stop() {
        root.removeHandler(handler);
        receiver.close();
    }

    private static void record(RecorderHarness harness) {
        harness.record(Requests.success(Endpoint.of("GET", "/cart"), 0, 1));
    }

    @Test
    void headersReachTheCollectorDecoded() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver)
                .environment("OTEL_EXPORTER_OTLP_HEADERS", "api-key=c4nary+S3cret%3D%3D, tenant = load%20test")
                .start()) {
            record(harness);
        }
        Map<String, List<String>> headers = receiver.requests().get(0).headers();
        assertThat(headers.get("api-key")).containsExactly(CANARY);
        assertThat(headers.get("tenant")).containsExactly("load test");
    }

    @Test
    void headersForMetricsWin() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver)
                .environment("OTEL_EXPORTER_OTLP_HEADERS", "api-key=all")
                .environment("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "api-key=metrics")
                .start()) {
            record(harness);
        }
        assertThat(receiver.requests().get(0).headers().get("api-key")).containsExactly("metrics");
    }

    @Test
    void aPasswordInTheUrlBecomesBasicAuthentication() throws Exception {
        try (RecorderHarness harness =
                OtelRun.to(receiver.endpoint().replace("//", "//user:p%40ss@")).start()) {
            record(harness);
        }
        // user:p@ss
        assertThat(receiver.requests().get(0).headers().get("Authorization")).containsExactly("Basic dXNlcjpwQHNz");
    }

    @Test
    void noCredentialShowsInWarningsLogsOrTextsWhenExportsFail() throws Exception {
        String refused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused = "127.0.0.1:" + socket.getLocalPort();
        }
        Level level = root.getLevel();
        root.setLevel(Level.INFO);
        try {
            for (String server : List.of(refused, receiver.endpoint().substring("http://".length()))) {
                receiver.respondWith(403);
                OtelRun run = OtelRun.to("http://user:" + CANARY + "@" + server)
                        .environment("OTEL_EXPORTER_OTLP_TIMEOUT", "300")
                        .environment("OTEL_EXPORTER_OTLP_HEADERS", "api-key=" + CANARY);
                RecorderHarness harness = run.start();
                record(harness);
                harness.close();
                assertThat(harness.warnings()).isNotEmpty().noneMatch(warning -> warning.contains("c4nary"));
            }
        } finally {
            root.setLevel(level);
        }
        assertThat(logged).noneMatch(line -> line.contains("c4nary"));
        // Nor does the SDK put a stack trace on the user's console.
        assertThat(logged).noneMatch(line -> line.contains("io.opentelemetry"));
    }

    @Test
    void noCredentialShowsInTheTextOfTheSettings() throws Exception {
        OtlpTarget target = OtlpTarget.read(
                OtelRun.variables(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:" + CANARY + "@localhost:4318/" + CANARY,
                        "OTEL_EXPORTER_OTLP_HEADERS", "api-key=" + CANARY)),
                OtelSettings.components(),
                Signal.METRICS);
        assertThat(target).hasToString("http://localhost:4318");
    }

    @Test
    void noCredentialShowsInAnErrorOfTheConfiguration() {
        List<Map<String, String>> wrong = List.of(
                Map.of("OTEL_EXPORTER_OTLP_HEADERS", CANARY.replace("=", "")),
                Map.of("OTEL_EXPORTER_OTLP_HEADERS", "api-key=" + CANARY + "%zz"),
                Map.of("OTEL_EXPORTER_OTLP_HEADERS", "api-key=" + CANARY + "%0d%0aX: y"),
                Map.of("OTEL_EXPORTER_OTLP_HEADERS", "host=" + CANARY),
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:" + CANARY + "@host name"),
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://user:" + CANARY + "@host"),
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://host?key=" + CANARY),
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:" + CANARY + "@/path"));
        for (Map<String, String> environment : wrong) {
            Throwable thrown = catchThrowable(
                    () -> OtlpTarget.read(OtelRun.variables(environment), OtelSettings.components(), Signal.METRICS));
            assertThat(thrown)
                    .as(environment.toString())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(environment.keySet().iterator().next());
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            assertThat(text.toString()).doesNotContain("c4nary");
        }
    }
}
