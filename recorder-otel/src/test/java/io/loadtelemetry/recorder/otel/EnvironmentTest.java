package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.testkit.OtlpReceiver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real environment, in a JVM of its own. */
@Timeout(60)
class EnvironmentTest {

    private static final List<String> MAIN =
            List.of("-cp", System.getProperty("java.class.path"), ChildMain.class.getName());

    @Test
    void theStandardVariablesOfTheEnvironmentAreHonoured() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            ChildJvm.Result result = ChildJvm.run(
                    Map.of(
                            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", receiver.endpoint() + "/v1/metrics",
                            "OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=a%20b",
                            "OTEL_SERVICE_NAME", "child",
                            "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=lab",
                            "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "delta",
                            "OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
                    MAIN);
            assertThat(result.exit()).as(result.output()).isZero();
            assertThat(receiver.count("loadtest.request.duration", Map.of("service.name", "child")))
                    .isEqualTo(ChildMain.REQUESTS);
            assertThat(receiver.points("loadtest.request.duration")).allMatch(point -> point.delta());
            assertThat(receiver.resources().get(0)).containsEntry("deployment.environment.name", "lab");
            assertThat(receiver.requests().get(0).headers().get("x-tenant")).containsExactly("a b");
        }
    }

    @Test
    void aSystemPropertyWinsOverTheEnvironment() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            ChildJvm.Result result = ChildJvm.run(
                    Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"),
                    List.of(
                            "-Dotel.exporter.otlp.endpoint=" + receiver.endpoint(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ChildMain.class.getName()));
            assertThat(result.exit()).as(result.output()).isZero();
            assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(ChildMain.REQUESTS);
        }
    }

    @Test
    void withNothingSetTheExportGoesToTheDefaultOfTheSpecification() throws Exception {
        ChildJvm.Result result = ChildJvm.run(Map.of("OTEL_EXPORTER_OTLP_TIMEOUT", "200"), MAIN);
        assertThat(result.exit()).as(result.output()).isZero();
        // Something may listen there on a developer's machine.
        if (result.output().contains("export.final: ")) {
            assertThat(result.output()).contains("OTLP export to http://localhost:4318 failed (no connection");
        }
        assertThat(result.output()).doesNotContain("\tat ");
    }

    @Test
    void grpcWithoutItsSenderIsOneClearErrorAtTheStart() throws Exception {
        ChildJvm.Result result = ChildJvm.run(
                Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
                List.of(
                        "-cp",
                        ChildJvm.classpath(path -> !path.toString().contains("okhttp")),
                        ChildMain.class.getName()));
        assertThat(result.exit()).as(result.output()).isEqualTo(2);
        assertThat(result.output())
                .startsWith("ConfigurationException: environment variable OTEL_EXPORTER_OTLP_PROTOCOL=grpc")
                .contains("io.opentelemetry:opentelemetry-exporter-sender-okhttp")
                .doesNotContain("\tat ");
    }
}
