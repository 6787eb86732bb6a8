package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.SampleEvents;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom the recorder trusts. */
@Timeout(60)
class TlsTest {

    @TempDir
    private Path folder;

    private TlsCollector collector;

    @BeforeEach
    void listen() throws Exception {
        collector = new TlsCollector(folder, "collector");
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    private RecorderHarness oneRequest(OtelRun run) throws Exception {
        RecorderHarness harness = run.start();
        try (harness) {
            harness.record(Requests.success(Endpoint.of("GET", "/cart"), 0, 1));
        }
        return harness;
    }

    @Test
    void theGivenCertificateIsTrusted() throws Exception {
        RecorderHarness harness = oneRequest(OtelRun.to(collector.endpoint())
                .environment(
                        "OTEL_EXPORTER_OTLP_CERTIFICATE",
                        collector.certificate().toString()));
        assertThat(harness.warnings()).isEmpty();
        assertThat(collector.requests()).isEqualTo(1);
    }

    @Test
    void anUnknownCertificateIsNotTrustedAndTheWarningSaysWhatToSet() throws Exception {
        assertUntrusted(oneRequest(OtelRun.to(collector.endpoint())));
    }

    @Test
    void anotherCertificateIsNotTrusted() throws Exception {
        try (TlsCollector other = new TlsCollector(folder, "other")) {
            assertUntrusted(oneRequest(OtelRun.to(collector.endpoint())
                    .environment(
                            "OTEL_EXPORTER_OTLP_CERTIFICATE",
                            other.certificate().toString())));
        }
    }

    @Test
    void allSignalsAreSentWithTheClientsCertificate() throws Exception {
        assertThat(TlsCollector.keys(folder, "client").size()).isEqualTo(1);
        try (TlsCollector mutual = new TlsCollector(folder, "mutual", folder.resolve("client.pem"))) {
            OtelRun run = OtelRun.to(mutual.endpoint())
                    .environment(
                            "OTEL_EXPORTER_OTLP_CERTIFICATE",
                            mutual.certificate().toString())
                    .option("trace.ratio", "1");
            RecorderHarness without = run.start();
            try (without) {
                without.record(SampleEvents.testStart(), Requests.success(Endpoint.of("GET", "/cart"), 0, 1));
            }
            assertThat(mutual.requests()).isZero();
            // TLS 1.3 tells a client without a certificate by cutting the connection.
            assertThat(without.warnings()).hasSize(3).allMatch(warning -> warning.contains(" failed ("));

            RecorderHarness with = run.environment(
                            "OTEL_EXPORTER_OTLP_CLIENT_KEY",
                            folder.resolve("client.key").toString())
                    .environment(
                            "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
                            folder.resolve("client.pem").toString())
                    .start();
            try (with) {
                with.record(SampleEvents.testStart(), Requests.success(Endpoint.of("GET", "/cart"), 0, 1));
            }
            assertThat(with.warnings()).isEmpty();
            assertThat(mutual.paths()).containsExactlyInAnyOrder("/v1/metrics", "/v1/traces", "/v1/logs");
        }
    }

    private void assertUntrusted(RecorderHarness harness) {
        assertThat(harness.accounting().dropped()).isEqualTo(Map.of(DropReason.EXPORT_FAILED, 1L));
        assertThat(harness.warnings())
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning).contains("TLS failed").contains("OTEL_EXPORTER_OTLP_CERTIFICATE"));
        assertThat(collector.requests()).isZero();
    }
}
