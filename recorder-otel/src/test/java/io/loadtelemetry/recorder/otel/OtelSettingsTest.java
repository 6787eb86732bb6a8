package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.SampleEvents;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The keys and the standard variables. */
class OtelSettingsTest {

    private static final Endpoint CART = Endpoint.of("GET", "/cart");

    private static String url(Map<String, String> environment) {
        return OtlpEndpoint.read(OtelRun.variables(environment), Signal.METRICS, false)
                .url()
                .toString();
    }

    @Test
    void endpointsFollowTheSpecification() {
        String all = "OTEL_EXPORTER_OTLP_ENDPOINT";
        String metrics = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
        assertThat(url(Map.of())).isEqualTo("http://localhost:4318/v1/metrics");
        assertThat(url(Map.of(all, " "))).isEqualTo("http://localhost:4318/v1/metrics");
        assertThat(url(Map.of(all, "http://c:1"))).isEqualTo("http://c:1/v1/metrics");
        assertThat(url(Map.of(all, "https://c:1/base/"))).isEqualTo("https://c:1/base/v1/metrics");
        assertThat(url(Map.of(all, "http://c:1/base"))).isEqualTo("http://c:1/base/v1/metrics");
        assertThat(url(Map.of(metrics, "http://c:1", all, "http://d:2"))).isEqualTo("http://c:1/");
        assertThat(url(Map.of(metrics, "http://c:1/opentelemetry/v1/metrics")))
                .isEqualTo("http://c:1/opentelemetry/v1/metrics");
        assertThat(url(Map.of(all, "HTTP://c:1"))).isEqualTo("http://c:1/v1/metrics");
        assertThat(url(Map.of(all, "http://[::1]:4318"))).isEqualTo("http://[::1]:4318/v1/metrics");
        assertThat(OtlpEndpoint.read(OtelRun.variables(Map.of()), Signal.METRICS, true)
                        .url())
                .hasToString("http://localhost:4317");
    }

    @Test
    void aSystemPropertyWinsOverTheEnvironment() {
        OtelVariables variables = new OtelVariables(
                Map.of("otel.exporter.otlp.endpoint", "http://property:1")::get,
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://environment:1")::get);
        assertThat(OtlpEndpoint.read(variables, Signal.METRICS, false)).hasToString("http://property:1");
    }

    @Test
    void aUserThatIsNotUtf8IsOneClearErrorWithoutIt() {
        assertThatThrownBy(() -> url(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:%ff@c:1")))
                .isInstanceOf(io.loadtelemetry.api.ConfigurationException.class)
                .hasMessageContaining("OTEL_EXPORTER_OTLP_ENDPOINT")
                .hasMessageNotContaining("%ff");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OTEL_EXPORTER_OTLP_PROTOCOL|http/json|http/protobuf or grpc",
                "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL|udp|http/protobuf or grpc",
                "OTEL_EXPORTER_OTLP_TIMEOUT|soon|a number of milliseconds, 0 for no limit",
                "OTEL_EXPORTER_OTLP_TIMEOUT|-1|a number of milliseconds, 0 for no limit",
                "OTEL_EXPORTER_OTLP_COMPRESSION|zip|gzip or none",
                "OTEL_EXPORTER_OTLP_ENDPOINT|localhost:4318|a URL such as http://localhost:4318",
                "OTEL_EXPORTER_OTLP_CERTIFICATE|/no/such/file.pem|the path of a file in PEM format",
                "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE|sometimes|cumulative or delta or lowmemory",
                "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION|none|explicit_bucket_histogram",
                "OTEL_METRIC_EXPORT_INTERVAL|0|a number of milliseconds above 0",
                "OTEL_METRIC_EXPORT_INTERVAL|often|a number of milliseconds above 0",
                "OTEL_METRIC_EXPORT_TIMEOUT|1y|a number of milliseconds, 0 for no limit",
                "OTEL_SDK_DISABLED|maybe|true or false",
                "OTEL_METRICS_EXPORTER|prometheus|otlp or none",
                "OTEL_RESOURCE_ATTRIBUTES|env|a list such as env=prod,region=eu",
                "OTEL_RESOURCE_ATTRIBUTES|ümlaut=1|a list such as env=prod,region=eu",
            })
    void aBadVariableIsOneClearErrorAtTheStart(String name, String value, String allowed) {
        OtelRun run = OtelRun.to("http://localhost:4318").environment(name, value);
        assertThatThrownBy(() -> startWithoutInterval(run))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("environment variable " + name)
                .hasMessageContaining(allowed);
    }

    private static void startWithoutInterval(OtelRun run) throws Exception {
        RecorderHarness.start(run.provider(), Map.of()).close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "histogram|linear",
                "histogram.bounds|1,1",
                "histogram.bounds|0,1",
                "histogram.bounds|2,1",
                "histogram.bounds|1,,2",
                "histogram.bounds|NaN",
                "histogram.bounds|1,Infinity",
                "histogram.bounds|1,1e306",
                "interval|0s",
                "run.attributes|yes",
                "naming|prometheus",
                "trace.ratio|1.1",
                "trace.ratio|-0.1",
                "trace.ratio|NaN",
            })
    void aBadKeyIsAnErrorAtTheStart(String key, String value) {
        assertThatThrownBy(() ->
                        OtelRun.to("http://localhost:4318").option(key, value).start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.otel." + key);
    }

    @Test
    void boundsWithoutExplicitBucketsAreAnError() {
        assertThatThrownBy(() -> OtelRun.to("http://localhost:4318")
                        .option("histogram.bounds", "1,2")
                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("telemetry.otel.histogram=explicit");
    }

    @Test
    void aClientKeyNeedsItsCertificate(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws Exception {
        java.nio.file.Path file = java.nio.file.Files.writeString(folder.resolve("key.pem"), "not a key");
        assertThatThrownBy(() -> OtelRun.to("https://localhost:4318")
                        .environment("OTEL_EXPORTER_OTLP_CLIENT_KEY", file.toString())
                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE");
        assertThatThrownBy(() -> OtelRun.to("https://localhost:4318")
                        .environment("OTEL_EXPORTER_OTLP_CERTIFICATE", file.toString())
                        .start())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("OTEL_EXPORTER_OTLP_CERTIFICATE")
                .hasMessageContaining("PEM");
    }

    @ParameterizedTest
    @CsvSource({"OTEL_SDK_DISABLED=True", "OTEL_METRICS_EXPORTER=none OTEL_TRACES_EXPORTER=none OTEL_LOGS_EXPORTER=none"
    })
    void theExportCanBeSwitchedOffAndTheBooksSaySo(String variables) throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            OtelRun run = OtelRun.to(receiver);
            for (String variable : variables.split(" ", -1)) {
                run.environment(
                        variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1));
            }
            RecorderHarness harness = run.start();
            assertThat(harness.wantsRequests()).isFalse();
            harness.record(SampleEvents.testStart(), SampleEvents.testStop());
            harness.close();
            assertThat(harness.accounting().dropped()).isEqualTo(Map.of(DisabledRecorder.DISABLED, 2L));
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void intervalsComeFromTheKeyElseTheStandardVariable() throws Exception {
        assertThat(List.of(
                        interval(Map.of(), Map.of()),
                        interval(Map.of(), Map.of("OTEL_METRIC_EXPORT_INTERVAL", "1500")),
                        interval(Map.of(), Map.of("OTEL_METRIC_EXPORT_INTERVAL", "2s")),
                        interval(Map.of("telemetry.otel.interval", "3s"), Map.of("OTEL_METRIC_EXPORT_INTERVAL", "2s"))))
                .containsExactly("PT5S", "PT1.5S", "PT2S", "PT3S");
    }

    private static String interval(Map<String, String> options, Map<String, String> environment) throws Exception {
        try (RecorderHarness harness = RecorderHarness.start(
                new OtelRecorderProvider(OtelRun.variables(Map.of("OTEL_SDK_DISABLED", "true"))), options)) {
            return OtelSettings.read(harness.context().config(), OtelRun.variables(environment))
                    .interval()
                    .toString();
        }
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void eachSignalCanBeSwitchedOffAlone(Signal off) throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            try (RecorderHarness harness = OtelRun.to(receiver)
                    .option("trace.ratio", "1")
                    .environment(off.switchVariable(), "none")
                    // What is set for it does not matter then.
                    .environment(off.variable("ENDPOINT"), "nonsense")
                    .start()) {
                harness.record(SampleEvents.testStart(), Requests.success(CART, 0, 1), SampleEvents.testStop());
            }
            assertThat(receiver.requests())
                    .extracting(request -> request.signal().name())
                    .containsOnly(Arrays.stream(Signal.values())
                            .filter(signal -> signal != off)
                            .map(Signal::name)
                            .toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "0.0", "''"})
    void noTraceRatioNeedsNoWarning(String ratio) throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            OtelRun run = OtelRun.to(receiver);
            try (RecorderHarness harness = (ratio.isEmpty() ? run : run.option("trace.ratio", ratio)).start()) {
                assertThat(harness.warnings()).isEmpty();
            }
        }
    }

    @Test
    void compressionIsSent() throws Exception {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            try (RecorderHarness harness = OtelRun.to(receiver)
                    .environment("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
                    .start()) {
                harness.record(Requests.success(CART, 0, 1));
            }
            assertThat(receiver.requests().get(0).headers().get("Content-Encoding"))
                    .containsExactly("gzip");
            assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(1);
        }
    }
}
