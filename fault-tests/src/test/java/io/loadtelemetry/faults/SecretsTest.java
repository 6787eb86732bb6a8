package io.loadtelemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.OtlpRequest;
import io.loadtelemetry.testkit.OtlpSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Canaries in a whole load generator, all recorders on: they reach the collector as headers, and nothing else ever. */
@Timeout(120)
class SecretsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private JavaChild child() throws IOException {
        // As loud as it can be made: what is logged at the finest level counts too.
        Path logging = Files.writeString(folder.resolve("logging.properties"), """
                handlers=java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level=ALL
                io.loadtelemetry.level=ALL
                io.opentelemetry.level=ALL
                """);
        return new JavaChild(folder)
                .environment("DATABASE_PASSWORD", Canary.ENVIRONMENT.text())
                .environment("OTEL_EXPORTER_OTLP_HEADERS", "x-api-key=" + Canary.HEADER.text())
                .environment("OTEL_METRIC_EXPORT_INTERVAL", "200")
                .environment("TELEMETRY_JSON_REQUESTS", "all")
                .environment("TELEMETRY_SYSTEM_INTERVAL", "200ms")
                .option("-Dmy.database.password=" + Canary.PROPERTY.text())
                .option("-Dtelemetry.json.path=" + folder.resolve("run.jsonl"))
                .option("-Djava.util.logging.config.file=" + logging);
    }

    private static String withCredentials(String endpoint) {
        return endpoint.replace("://", "://user:" + Canary.PASSWORD.text() + "@");
    }

    /** Nothing that the run wrote, to whomever, has a canary in it. */
    private void assertSilent(JavaChild.Ended ended) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(Canary.traces()).as("%s", file).noneMatch(content::contains);
                assertThat(Canary.traces()).noneMatch(file.toString()::contains);
            }
        }
        assertThat(Canary.traces()).noneMatch((ended.out() + ended.err())::contains);
    }

    private static void assertSilent(OtlpRequest request) {
        String bytes = new String(request.message().toByteArray(), StandardCharsets.ISO_8859_1);
        assertThat(Canary.traces()).noneMatch(bytes::contains);
    }

    /** Whether the test would have seen what a run says of itself. */
    private static void assertLookedAt(JavaChild.Ended ended) {
        for (String part :
                List.of("RunIdentity", "Accounting", "OtelSettings", "OtlpTarget", "Configuration", "Lane")) {
            assertThat(ended.out()).contains(part);
        }
        assertThat(ended.err()).contains("recorder leaky", "IllegalStateException at ", "SecretsMain");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401})
    void aCollectorGetsThemAsHeadersOnly(int status) throws Exception {
        try (OtlpReceiver collector = OtlpReceiver.start();
                JavaChild child = child()) {
            collector.respondWith(status);
            for (OtlpSignal signal : OtlpSignal.values()) {
                child.environment(
                        "OTEL_EXPORTER_OTLP_" + signal + "_ENDPOINT",
                        withCredentials(collector.endpoint()) + signal.path() + "?key=" + Canary.QUERY.text());
            }
            JavaChild.Ended ended = child.environment("TELEMETRY_OTEL_TRACE_RATIO", "1")
                    .start(SecretsMain.class, "run")
                    .await();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(collector.requests()).isNotEmpty().allSatisfy(request -> {
                assertThat(header(request, "x-api-key")).isEqualTo(Canary.HEADER.text());
                assertThat(header(request, "authorization")).isEqualTo(Canary.basic());
                assertSilent(request);
            });
            if (status == 200) {
                assertThat(collector.metricNames()).contains("loadtest.request.duration");
                assertThat(collector.spans()).isNotEmpty();
                assertThat(collector.logRecords()).isNotEmpty();
            } else {
                assertThat(ended.err()).contains("recorder otel", "HTTP " + status);
            }
            assertThat(Files.readAllLines(folder.resolve("run.jsonl"))).hasSizeGreaterThan(20_000);
            assertLookedAt(ended);
            assertSilent(ended);
            seen("collector answers " + status, ended);
        }
    }

    private static String header(OtlpRequest request, String name) {
        return request.headers().entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(name))
                .flatMap(entry -> entry.getValue().stream())
                .findFirst()
                .orElse("none");
    }

    @Test
    void withoutACollector() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (JavaChild child = child()) {
            JavaChild.Ended ended = child.environment(
                            "OTEL_EXPORTER_OTLP_ENDPOINT", withCredentials("http://127.0.0.1:" + port))
                    .start(SecretsMain.class, "run")
                    .await();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.err()).contains("recorder otel", "no connection");
            assertLookedAt(ended);
            assertSilent(ended);
            seen("no collector", ended);
        }
    }

    @Test
    void aWrongEndpointIsToldOfWithoutIt() throws Exception {
        try (JavaChild child = child()) {
            JavaChild.Ended ended = child.environment(
                            "OTEL_EXPORTER_OTLP_ENDPOINT",
                            withCredentials("http://127.0.0.1:4318") + "?key=" + Canary.QUERY.text())
                    .start(SecretsMain.class, "run")
                    .await();
            assertFailed(ended, "OTEL_EXPORTER_OTLP_ENDPOINT: the URL has a query");
        }
    }

    @Test
    void aWrongHeaderIsToldOfWithoutIt() throws Exception {
        try (JavaChild child = child()) {
            JavaChild.Ended ended = child.environment(
                            "OTEL_EXPORTER_OTLP_HEADERS", "x-api-key=" + Canary.HEADER.text() + "%0a")
                    .start(SecretsMain.class, "run")
                    .await();
            assertFailed(ended, "OTEL_EXPORTER_OTLP_HEADERS: the value of x-api-key");
        }
    }

    @Test
    void aMistypedKeyIsToldOfWithoutItsValue() throws Exception {
        try (JavaChild child = child()) {
            JavaChild.Ended ended = child.environment("TELEMETRY_JSON_PAHT", Canary.MISTYPED.text())
                    .option("-Dtelemetry.otel.token=" + Canary.MISTYPED.text())
                    .start(SecretsMain.class, "builder")
                    .await();
            assertFailed(ended, "TELEMETRY_JSON_PAHT: no such key");
            assertThat(ended.err()).contains("telemetry.otel.token: no such key", "telemetry.json.pathh: no such key");
        }
    }

    @Test
    void aRecorderThatCannotBeCreatedIsToldOfWithoutItsMessage() throws Exception {
        try (JavaChild child = child()) {
            JavaChild.Ended ended = child.start(SecretsMain.class, "create").await();
            assertFailed(ended, "recorder leaky cannot be created");
        }
    }

    private void assertFailed(JavaChild.Ended ended, String message) throws IOException {
        assertThat(ended.exit()).as(ended.out() + ended.err()).isOne();
        assertThat(ended.err()).contains("ConfigurationException").contains(message);
        assertThat(ended.out()).contains("TelemetryBuilder", "exception ");
        assertSilent(ended);
    }

    private void seen(String what, JavaChild.Ended ended) {
        Fault.SECRETS.seen(
                this,
                what,
                "8 canaries, none in %,d lines of JSON, %,d texts of objects, %,d lines of log",
                lines(folder.resolve("run.jsonl")),
                ended.out().lines().count(),
                ended.err().lines().count());
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
