package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.CpuWarning;
import io.loadtelemetry.api.event.RecorderDropped;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.loadtelemetry.testkit.OtlpResponse;
import io.loadtelemetry.testkit.OtlpSignal;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.SampleEvents;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events of the run as log records, as a real collector gets them. */
@Timeout(60)
class LogEventsTest {

    private OtlpReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = OtlpReceiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
        System.clearProperty("otel.exporter.otlp.endpoint");
    }

    private static Map<String, AnyValue> attributes(LogRecord log) {
        return log.getAttributesList().stream().collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
    }

    private static AnyValue attribute(LogRecord log, String name) {
        return Objects.requireNonNull(attributes(log).get(name), name);
    }

    private LogRecord only(String name) {
        return receiver.logRecords().stream()
                .filter(log -> log.getEventName().equals(name))
                .reduce((one, other) -> {
                    throw new AssertionError("two of " + name);
                })
                .orElseThrow(() -> new AssertionError("no " + name + " in " + receiver.logRecords()));
    }

    @Test
    void theEventsOfARunArriveWithTheirFields() throws Exception {
        System.setProperty("otel.exporter.otlp.endpoint", receiver.endpoint());
        Telemetry telemetry = Telemetry.builder("peak")
                .users(20)
                .set("telemetry.recorders", "otel")
                .start();
        telemetry.spawningComplete(20);
        telemetry.event("deploy", Map.of("version", "1.4.2", "build", 17, "canary", true, "share", 0.5));
        telemetry.request("GET", "/cart").success(1, 2, 3);
        telemetry.stop(StopReason.FAILED);

        assertThat(receiver.logRecords())
                .extracting(LogRecord::getEventName)
                .containsExactly("test.start", "spawning.complete", "deploy", "test.stop");
        LogRecord start = only("test.start");
        assertThat(Instant.ofEpochSecond(0, start.getTimeUnixNano()))
                .isEqualTo(telemetry.run().startTime());
        assertThat(start.getObservedTimeUnixNano()).isGreaterThanOrEqualTo(start.getTimeUnixNano());
        assertThat(start.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_INFO);
        assertThat(start.getBody().getStringValue()).isEqualTo("test.start target_users=20");
        assertThat(attribute(start, "loadtest.run.id").getStringValue())
                .isEqualTo(telemetry.run().runId());
        assertThat(attribute(only("spawning.complete"), "users").getIntValue()).isEqualTo(20);
        assertThat(attributes(only("deploy")))
                .containsEntry(
                        "version", AnyValue.newBuilder().setStringValue("1.4.2").build())
                .containsEntry("build", AnyValue.newBuilder().setIntValue(17).build())
                .containsEntry(
                        "canary", AnyValue.newBuilder().setBoolValue(true).build())
                .containsEntry(
                        "share", AnyValue.newBuilder().setDoubleValue(0.5).build());
        LogRecord stop = only("test.stop");
        assertThat(stop.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_ERROR);
        assertThat(stop.getBody().getStringValue()).startsWith("test.stop ").contains("reason=failed");
        assertThat(attribute(stop, "accounting.statistics.recorded").getIntValue())
                .isEqualTo(1);
        assertThat(receiver.resources())
                .allSatisfy(resource -> assertThat(resource).containsEntry("loadtest.test_plan", "peak"));
        assertThat(receiver.sum("loadtest.recorder.log_records", Map.of("outcome", "exported")))
                .isEqualTo(4);
        assertThat(receiver.problems()).isEmpty();
    }

    @Test
    void warningsAreWarnings() throws Exception {
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            harness.record(
                    new CpuWarning(Requests.TIME, 0.97, 0.9, Duration.ofMillis(2500)),
                    new RecorderDropped(Requests.TIME, "json", "overrun", 17, Requests.TIME));
        }
        LogRecord cpu = only("cpu.warning");
        assertThat(cpu.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
        assertThat(cpu.getBody().getStringValue()).isEqualTo("cpu.warning duration_s=2.5 threshold=0.9 value=0.97");
        LogRecord dropped = only("recorder.dropped");
        assertThat(dropped.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
        assertThat(attribute(dropped, "count").getIntValue()).isEqualTo(17);
        assertThat(attribute(dropped, "since").getStringValue())
                .startsWith("20")
                .endsWith("Z");
    }

    @Test
    void whatUsersWriteIsBounded() throws Exception {
        Map<String, Object> many = IntStream.range(0, 100)
                .boxed()
                .collect(Collectors.toMap(i -> "k" + i + "x".repeat(1_000), i -> "v".repeat(100_000)));
        try (RecorderHarness harness = OtelRun.to(receiver).start()) {
            harness.record(new Annotation(Requests.TIME, "line\nbreak", many));
        }
        LogRecord log = only("line\nbreak");
        assertThat(log.getSerializedSize()).isLessThan(64 * 1024);
        assertThat(log.getBody().getStringValue()).doesNotContain("\n");
        assertThat(attribute(log, "attributes_left_out").getIntValue()).isEqualTo(68);
    }

    @Test
    void aCollectorThatTakesNoLogsStillGetsMetrics() throws Exception {
        receiver.respond(request -> request.signal() == OtlpSignal.LOGS ? OtlpResponse.status(404) : OtlpResponse.ok());
        RecorderHarness harness = OtelRun.to(receiver).start();
        try (harness) {
            harness.record(SampleEvents.testStart(), SampleEvents.testStop());
        }
        assertThat(harness.warnings())
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning).contains("takes no log records (HTTP 404)", "OTEL_LOGS_EXPORTER=none"));
        assertThat(harness.accounting().dropped()).isEmpty();
        assertThat(receiver.sum("loadtest.recorder.log_records", Map.of("reason", "not_supported")))
                .isEqualTo(2);
    }

    @Test
    void aHangingCollectorOfSpansHoldsUpNoLogRecord() throws Exception {
        receiver.respond(request -> request.signal() == OtlpSignal.TRACES
                ? OtlpResponse.ok().after(Duration.ofSeconds(20))
                : OtlpResponse.ok());
        RecorderHarness harness =
                OtelRun.to(receiver).option("trace.ratio", "1").start();
        try (harness) {
            harness.record(SampleEvents.testStart());
            harness.tick();
            for (int i = 0; i < 2_000; i++) {
                harness.record(Requests.success(Endpoint.of("GET", "/cart"), 0, 1));
            }
            harness.tick();
            harness.record(SampleEvents.testStop());
        }
        assertThat(receiver.logRecords()).extracting(LogRecord::getEventName).contains("test.start", "test.stop");
        assertThat(receiver.sum("loadtest.recorder.log_records", Map.of("outcome", "exported")))
                .isEqualTo(2);
        // None of the spans was answered in time, and the last metrics say so.
        assertThat(receiver.sum("loadtest.recorder.spans", Map.of("reason", "export_failed")))
                .isGreaterThan(0);
        assertThat(receiver.count("loadtest.request.duration", Map.of())).isEqualTo(2_000);
    }

    @Test
    void partOfABatchThatIsRejectedIsCounted() throws Exception {
        receiver.respond(request ->
                request.signal() == OtlpSignal.TRACES ? OtlpResponse.ok().rejecting(2, "too old") : OtlpResponse.ok());
        RecorderHarness harness =
                OtelRun.to(receiver).option("trace.ratio", "1").start();
        try (harness) {
            for (int i = 0; i < 10; i++) {
                harness.record(Requests.success(Endpoint.of("GET", "/cart"), 0, 1));
            }
        }
        assertThat(receiver.sum("loadtest.recorder.spans", Map.of("outcome", "exported")))
                .isEqualTo(8);
        assertThat(receiver.sum("loadtest.recorder.spans", Map.of("reason", "rejected")))
                .isEqualTo(2);
        // Nobody knows which ones, so none of them is an exemplar.
        assertThat(ExemplarsTest.exemplars(receiver)).isEmpty();
        assertThat(harness.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("rejected 2 spans"));
    }

    @Test
    void headersAndEndpointOfASignalAreItsOwn() throws Exception {
        try (OtlpReceiver traces = OtlpReceiver.start()) {
            try (RecorderHarness harness = OtelRun.to(receiver)
                    .option("trace.ratio", "1")
                    .environment("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=all")
                    .environment("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-tenant=traces")
                    .environment("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", traces.endpoint() + "/v1/traces")
                    .environment("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "gzip")
                    .start()) {
                harness.record(SampleEvents.testStart());
                harness.record(Requests.success(Endpoint.of("GET", "/cart"), 0, 1));
            }
            assertThat(traces.requests()).singleElement().satisfies(request -> {
                assertThat(request.signal()).isEqualTo(OtlpSignal.TRACES);
                assertThat(request.headers().toString())
                        .containsIgnoringCase("x-tenant=[traces]")
                        .containsIgnoringCase("content-encoding=[gzip]");
            });
            assertThat(receiver.requests()).isNotEmpty().allSatisfy(request -> {
                assertThat(request.signal()).isNotEqualTo(OtlpSignal.TRACES);
                assertThat(request.headers().toString()).containsIgnoringCase("x-tenant=[all]");
            });
        }
    }
}
