package io.loadtelemetry.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void countsWhatItServedByEndpointAndOutcome() throws Exception {
        try (Target target = Target.start(7)) {
            assertThat(get(target, "/products/1")).isEqualTo(200);
            assertThat(get(target, "/products/2")).isEqualTo(200);
            assertThat(get(target, "/nowhere")).isEqualTo(404);
            List<Integer> checkouts = checkouts(target, 60);

            Tally served = target.served();
            assertThat(served.of("GET /products/{id}", Tally.OK)).isEqualTo(2);
            assertThat(served.of("_OTHER", "404")).isEqualTo(1);
            long failed = checkouts.stream().filter(status -> status == 503).count();
            assertThat(failed).isBetween(1L, 20L);
            assertThat(served.of("POST /checkout", "503")).isEqualTo(failed);
            assertThat(served.of("POST /checkout", Tally.OK)).isEqualTo(60 - failed);
            assertThat(served.total()).isEqualTo(63);
        }
    }

    @Test
    void theSeedDecidesWhichRequestsFail() throws Exception {
        List<List<Integer>> runs = new ArrayList<>();
        for (long seed : new long[] {7, 7, 8}) {
            try (Target target = Target.start(seed)) {
                runs.add(checkouts(target, 25));
            }
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        assertThat(runs.get(2)).isNotEqualTo(runs.get(0));
    }

    @Test
    void theSlowPageTakesItsTime() throws Exception {
        try (Target target = Target.start(7)) {
            long start = System.nanoTime();
            get(target, "/search");
            assertThat(System.nanoTime() - start).isGreaterThan(100_000_000);
        }
    }

    @Test
    void theTraceComesBackAndSampledOnesAreCounted() throws Exception {
        try (Target target = Target.start(7)) {
            TraceContext sampled = TraceContext.of(1, 2, 3, 0, true);
            TraceContext other = TraceContext.of(1, 2, 4, 0, false);
            assertThat(traceresponse(target, sampled.traceparent())).contains(sampled.traceparent());
            assertThat(traceresponse(target, other.traceparent())).contains(other.traceparent());
            assertThat(traceresponse(target, "rubbish")).isEmpty();
            get(target, "/");

            assertThat(target.sampled().count()).isEqualTo(1);
            assertThat(target.sampled().missing(List.of())).isEqualTo(1);
            assertThat(target.sampled().missing(List.of(3L))).isZero();
        }
    }

    @Test
    void anInstrumentedTargetMakesSpansBelowThoseOfItsClients() throws Exception {
        TraceContext sampled = TraceContext.of(1, 2, 3, 0, true);
        try (OtlpReceiver receiver = OtlpReceiver.start();
                Target target = Target.start(7)) {
            try (ServerSpans spans = ServerSpans.start(receiver.endpoint())) {
                target.instrument(spans);
                assertThat(traceresponse(target, sampled.traceparent())).contains(sampled.traceparent());
                assertThat(traceresponse(
                                target, TraceContext.of(1, 2, 4, 0, false).traceparent()))
                        .isPresent();
                get(target, "/");
            }

            assertThat(receiver.spans()).singleElement().satisfies(span -> {
                assertThat(span.getName()).isEqualTo("GET /products/{id}");
                assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
                assertThat(HexFormat.of().formatHex(span.getTraceId().toByteArray()))
                        .isEqualTo(sampled.traceId());
                assertThat(HexFormat.of().formatHex(span.getParentSpanId().toByteArray()))
                        .isEqualTo("0000000000000003");
            });
            assertThat(receiver.resources())
                    .singleElement()
                    .satisfies(resource -> assertThat(resource).containsEntry("service.name", "demo-target"));
        }
    }

    private Optional<String> traceresponse(Target target, String traceparent) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(target.uri() + "/products/1"))
                .header("traceparent", traceparent)
                .build();
        return client.send(request, BodyHandlers.discarding()).headers().firstValue("traceresponse");
    }

    private int get(Target target, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(target.uri() + path)).build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private List<Integer> checkouts(Target target, int count) throws IOException, InterruptedException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(target.uri() + "/checkout"))
                    .POST(BodyPublishers.ofString("amount=1"))
                    .build();
            statuses.add(client.send(request, BodyHandlers.discarding()).statusCode());
        }
        return statuses;
    }
}
