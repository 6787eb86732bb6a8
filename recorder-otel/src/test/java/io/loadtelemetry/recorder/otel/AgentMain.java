package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.RequestTrace;
import io.loadtelemetry.api.Telemetry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** A load tool in whose JVM the OpenTelemetry Java agent is at work: it calls a URL, within a span of its own tracer. */
final class AgentMain {

    static final int REQUESTS = 20;

    private AgentMain() {}

    public static void main(String[] arguments) throws Exception {
        OpenTelemetry before = GlobalOpenTelemetry.get();
        HttpClient client = HttpClient.newHttpClient();
        try (Telemetry telemetry = Telemetry.builder("beside the agent").start()) {
            RequestRecorder call = telemetry.request("GET", "/cart");
            RequestTrace trace = telemetry.trace();
            for (int i = 0; i < REQUESTS; i++) {
                Span journey =
                        before.getTracer("load tool").spanBuilder("journey").startSpan();
                try (Scope scope = journey.makeCurrent()) {
                    trace.begin();
                    HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0]))
                            .header("traceparent", trace.traceparent())
                            .build();
                    long start = telemetry.now();
                    int status = client.send(request, BodyHandlers.discarding()).statusCode();
                    call.record(trace, start, start, telemetry.now(), status, null, 0, 0);
                    System.out.println("sent " + trace.traceparent() + " in "
                            + journey.getSpanContext().getTraceId() + " "
                            + scope.getClass().isArray());
                } finally {
                    journey.end();
                }
            }
        }
        System.out.println("same global instance: " + (GlobalOpenTelemetry.get() == before));
    }
}
