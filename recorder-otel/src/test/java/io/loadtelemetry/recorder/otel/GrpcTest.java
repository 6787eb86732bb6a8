package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.SampleEvents;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The protocol gRPC, with the sender a user adds for it. */
@Timeout(60)
class GrpcTest {

    private GrpcReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = new GrpcReceiver(Signal.values());
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private RecorderHarness tenRequests() throws Exception {
        RecorderHarness harness = OtelRun.to(receiver.endpoint())
                .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
                .environment("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=load")
                .environment("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
                .start();
        try (harness) {
            for (int i = 0; i < 10; i++) {
                harness.record(Requests.success(Endpoint.of("GET", "/cart"), 0, 1_000_000));
            }
        }
        assertThat(harness.failures()).isEmpty();
        return harness;
    }

    @Test
    void metricsAndHeadersArrive() throws Exception {
        RecorderHarness harness = tenRequests();
        assertThat(harness.warnings()).isEmpty();
        assertThat(harness.accounting().dropped()).isEmpty();
        assertThat(receiver.tenants()).containsExactly("load");
        assertThat(receiver.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.getResourceMetricsList())
                        .flatExtracting(resource -> resource.getScopeMetrics(0).getMetricsList())
                        .filteredOn(metric -> metric.getName().equals("loadtest.request.duration"))
                        .singleElement()
                        .satisfies(metric -> assertThat(metric.getExponentialHistogram()
                                        .getDataPoints(0)
                                        .getCount())
                                .isEqualTo(10)));
    }

    @Test
    void aFailureIsKnown() throws Exception {
        receiver.respond(Status.PERMISSION_DENIED, 0);
        RecorderHarness harness = tenRequests();
        assertThat(harness.accounting().dropped()).isEqualTo(Map.of(DropReason.EXPORT_FAILED, 10L));
        assertThat(harness.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("gRPC status PERMISSION_DENIED"));
    }

    @Test
    void rejectedPointsAreKnown() throws Exception {
        receiver.respond(Status.OK, 2);
        RecorderHarness harness = tenRequests();
        assertThat(harness.accounting().dropped()).isEqualTo(Map.of(ExportSchedule.REJECTED, 2L));
    }

    private static RecorderHarness allSignals(GrpcReceiver to) throws Exception {
        RecorderHarness harness = OtelRun.to(to.endpoint())
                .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
                .option("trace.ratio", "1")
                .start();
        try (harness) {
            harness.record(SampleEvents.testStart());
            harness.record(Requests.success(Endpoint.of("GET", "/cart"), 0, 1_000_000));
            harness.record(SampleEvents.testStop());
        }
        return harness;
    }

    @Test
    void spansAndLogRecordsArriveToo() throws Exception {
        RecorderHarness harness = allSignals(receiver);
        assertThat(harness.warnings()).isEmpty();
        assertThat(receiver.spans())
                .singleElement()
                .satisfies(span -> assertThat(span.getName()).isEqualTo("GET /cart"));
        assertThat(receiver.logRecords())
                .extracting(LogRecord::getEventName)
                .containsExactly("test.start", "test.stop");
    }

    @Test
    void aCollectorThatKnowsMetricsOnlyGetsThem() throws Exception {
        try (GrpcReceiver metricsOnly = new GrpcReceiver(Signal.METRICS)) {
            RecorderHarness harness = allSignals(metricsOnly);
            assertThat(harness.accounting().dropped()).isEmpty();
            assertThat(metricsOnly.requests()).isNotEmpty();
            assertThat(harness.warnings())
                    .hasSize(2)
                    .anySatisfy(warning -> assertThat(warning)
                            .contains("takes no spans (gRPC status UNIMPLEMENTED)", "OTEL_TRACES_EXPORTER=none"))
                    .anySatisfy(warning -> assertThat(warning)
                            .contains("takes no log records (gRPC status UNIMPLEMENTED)", "OTEL_LOGS_EXPORTER=none"));
        }
    }
}
