package io.loadtelemetry.recorder.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.testkit.OtlpReceiver;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The OpenTelemetry Java agent and this library in one JVM: each exports its own, and one trace holds both. */
@Timeout(120)
class BesideTheAgentTest {

    private static List<Span> spansOf(OtlpReceiver receiver, String service) {
        return receiver.traceRequests().stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .filter(each -> service(each).equals(service))
                .flatMap(each -> each.getScopeSpansList().stream())
                .flatMap(each -> each.getSpansList().stream())
                .toList();
    }

    private static String service(ResourceSpans spans) {
        return spans.getResource().getAttributesList().stream()
                .filter(each -> each.getKey().equals("service.name"))
                .findFirst()
                .orElseThrow()
                .getValue()
                .getStringValue();
    }

    @Test
    void bothExportAndNeitherReplacesTheOther() throws Exception {
        try (OtlpReceiver ours = OtlpReceiver.start();
                OtlpReceiver theirs = OtlpReceiver.start();
                TracedTarget target = new TracedTarget(theirs.endpoint())) {
            ChildJvm.Result result = ChildJvm.run(
                    Map.of("TELEMETRY_OTEL_TRACE_RATIO", "1", "TELEMETRY_RECORDERS", "otel"),
                    List.of(
                            "-Xmx256m",
                            "-javaagent:" + System.getProperty("opentelemetry.agent"),
                            "-Dotel.javaagent.logging=none",
                            "-Dotel.service.name=load tool",
                            "-Dotel.exporter.otlp.endpoint=" + theirs.endpoint(),
                            // What one of the two shall do otherwise is said to it alone.
                            "-Dotel.exporter.otlp.metrics.endpoint=" + ours.endpoint() + "/v1/metrics",
                            "-cp",
                            ChildJvm.classpath(path -> true),
                            AgentMain.class.getName(),
                            target.uri()));
            target.flush();

            assertThat(result.output()).contains("same global instance: true");
            assertThat(result.exit()).isZero();
            List<Span> journeys = spansOf(theirs, "load tool").stream()
                    .filter(span -> span.getName().equals("journey"))
                    .toList();
            assertThat(journeys).hasSize(AgentMain.REQUESTS);
            List<Span> requests = spansOf(theirs, "load tool").stream()
                    .filter(span -> span.getName().equals("GET /cart"))
                    .toList();
            assertThat(requests).hasSize(AgentMain.REQUESTS);
            assertThat(requests)
                    .extracting(Span::getParentSpanId)
                    .containsExactlyInAnyOrderElementsOf(
                            journeys.stream().map(Span::getSpanId).toList());
            // Whichever header the agent let through, the server's span is in the same trace.
            assertThat(spansOf(theirs, TracedTarget.SERVICE))
                    .extracting(Span::getTraceId)
                    .containsExactlyInAnyOrderElementsOf(
                            journeys.stream().map(Span::getTraceId).toList());
            assertThat(ours.count("loadtest.request.duration", Map.of())).isEqualTo(AgentMain.REQUESTS);
            assertThat(ours.problems()).isEmpty();
            assertThat(theirs.problems()).isEmpty();
        }
    }
}
