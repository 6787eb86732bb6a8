package io.loadtelemetry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedInputStream;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OtlpReceiverTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private OtlpReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = OtlpReceiver.start();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void decodesPlainProtobufAndAnswersWithIt() throws Exception {
        HttpResponse<byte[]> response =
                post("/v1/metrics", export("a", 1, counter("hits", 5)).toByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
        assertThat(ExportMetricsServiceResponse.parseFrom(response.body()).hasPartialSuccess())
                .isFalse();
        assertThat(receiver.metricNames()).containsExactly("hits");
        assertThat(receiver.sum("hits", Map.of())).isEqualTo(5);
        assertThat(receiver.problems()).isEmpty();
    }

    @Test
    void decodesGzip() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            export("a", 1, counter("hits", 7)).writeTo(out);
        }
        HttpResponse<byte[]> response = post("/v1/metrics", zipped.toByteArray(), "Content-Encoding", "gzip");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(receiver.sum("hits", Map.of())).isEqualTo(7);
    }

    @Test
    void refusesWhatIsNotOtlpAndSaysWhy() throws Exception {
        HttpResponse<byte[]> response = post("/v1/metrics", new byte[] {1, 2, 3, (byte) 0xff});

        assertThat(response.statusCode()).isEqualTo(400);
        CodedInputStream status = CodedInputStream.newInstance(response.body());
        assertThat(status.readTag()).isEqualTo(2 << 3 | 2);
        assertThat(status.readString()).contains("METRICS");
        assertThat(post("/v1/metrics", new byte[] {1}, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/v1/metrics", new byte[0], "Content-Encoding", "br").statusCode())
                .isEqualTo(415);
        assertThat(post("/v2/metrics", new byte[0]).statusCode()).isEqualTo(404);
        assertThat(receiver.problems()).hasSize(4);
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void readsTheLatestPointOfEachSeries() throws Exception {
        post("/v1/metrics", export("a", 1, counter("hits", 5)).toByteArray());
        post("/v1/metrics", export("a", 2, counter("hits", 8)).toByteArray());
        post("/v1/metrics", export("b", 2, counter("hits", 3)).toByteArray());

        assertThat(receiver.points("hits")).hasSize(2);
        assertThat(receiver.sum("hits", Map.of())).isEqualTo(11);
        assertThat(receiver.sum("hits", Map.of("service.instance.id", "a"))).isEqualTo(8);
        assertThat(receiver.sumBy("hits", "service.instance.id")).isEqualTo(Map.of("a", 8.0, "b", 3.0));
        assertThat(receiver.resources())
                .containsExactly(Map.of("service.instance.id", "a"), Map.of("service.instance.id", "b"));
    }

    @Test
    void addsUpDeltaPoints() throws Exception {
        Metric delta = Metric.newBuilder()
                .setName("hits")
                .setSum(Sum.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(4)))
                .build();
        post("/v1/metrics", export("a", 1, delta).toByteArray());
        post("/v1/metrics", export("a", 2, delta).toByteArray());

        assertThat(receiver.sum("hits", Map.of())).isEqualTo(8);
    }

    @Test
    void countsTheValuesOfAHistogramByAttribute() throws Exception {
        Metric histogram = Metric.newBuilder()
                .setName("duration")
                .setUnit("s")
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .addDataPoints(ExponentialHistogramDataPoint.newBuilder()
                                .addAttributes(attribute("name", "/cart"))
                                .setCount(3)
                                .setSum(0.6))
                        .addDataPoints(ExponentialHistogramDataPoint.newBuilder()
                                .addAttributes(attribute("name", "/cart"))
                                .addAttributes(attribute("error.type", "503"))
                                .setCount(2)))
                .build();
        post("/v1/metrics", export("a", 1, histogram).toByteArray());

        assertThat(receiver.countBy("duration", "name")).isEqualTo(Map.of("/cart", 5L));
        assertThat(receiver.countBy("duration", "error.type")).isEqualTo(Map.of("", 3L, "503", 2L));
        assertThat(receiver.count("duration", Map.of("error.type", "503"))).isEqualTo(2);
        assertThat(receiver.metric("duration").orElseThrow().getUnit()).isEqualTo("s");
    }

    @Test
    void answersWithTheFaultItWasTold() throws Exception {
        receiver.respond(request -> OtlpResponse.status(503).retryAfter(Duration.ofMillis(1200)));
        HttpResponse<byte[]> unavailable =
                post("/v1/metrics", export("a", 1, counter("hits", 1)).toByteArray());
        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(receiver.requests()).hasSize(1);
        assertThat(receiver.metricRequests()).isEmpty();

        receiver.respond(request -> OtlpResponse.ok().rejecting(3, "too many"));
        ExportMetricsServiceResponse partial = ExportMetricsServiceResponse.parseFrom(post(
                        "/v1/metrics", export("a", 1, counter("hits", 1)).toByteArray())
                .body());
        assertThat(partial.getPartialSuccess().getRejectedDataPoints()).isEqualTo(3);

        receiver.respond(request -> OtlpResponse.hangUp());
        assertThatThrownBy(() ->
                        post("/v1/metrics", export("a", 1, counter("hits", 1)).toByteArray()))
                .isInstanceOf(IOException.class);

        receiver.respondWith(200);
        assertThat(post("/v1/metrics", new byte[0]).statusCode()).isEqualTo(200);
    }

    @Test
    void closeCutsAnAnswerThatIsHeldBack() throws Exception {
        receiver.respond(request -> OtlpResponse.ok().after(Duration.ofMinutes(5)));
        CompletableFuture<HttpResponse<byte[]>> pending =
                CLIENT.sendAsync(request("/v1/traces", new byte[0]), HttpResponse.BodyHandlers.ofByteArray());
        assertThatThrownBy(() -> receiver.await("trace", r -> !r.requests().isEmpty(), Duration.ofMillis(50)))
                .isInstanceOf(AssertionError.class);
        receiver.close();

        assertThat(pending).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void showsTheHeadersButNeverPrintsThem() throws Exception {
        post("/v1/logs", new byte[0], "Authorization", "Bearer s3cret");

        OtlpRequest request = receiver.requests().get(0);
        assertThat(request.headers().get("authorization")).isEqualTo(List.of("Bearer s3cret"));
        assertThat(request.signal()).isEqualTo(OtlpSignal.LOGS);
        assertThat(request.toString()).doesNotContain("s3cret");
    }

    @Test
    void waitsForAMetricAndSaysWhatCameInstead() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> sent = CLIENT.sendAsync(
                request("/v1/metrics", export("a", 1, counter("hits", 1)).toByteArray()),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(receiver.awaitMetric("hits", Duration.ofSeconds(10)).getSum().getDataPointsCount())
                .isEqualTo(1);
        sent.join();

        assertThatThrownBy(() -> receiver.awaitMetric("misses", Duration.ofMillis(10)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("misses")
                .hasMessageContaining("[hits]");
    }

    @Test
    void hasOnlyDaemonThreads() throws Exception {
        post("/v1/metrics", new byte[0]);

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("otlp-receiver")
                        || thread.getName().startsWith("HTTP-Dispatcher"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void keepsTheNewestWithinItsBytes() {
        OtlpStore store = new OtlpStore(100);
        for (int i = 1; i <= 10; i++) {
            store.add(new OtlpRequest(OtlpSignal.METRICS, Map.of(), export("n" + i, i), 30), true);
        }
        assertThat(store.requests(true))
                .extracting(request -> request.message())
                .containsExactly(export("n8", 8), export("n9", 9), export("n10", 10));
    }

    private static Metric counter(String name, long value) {
        return Metric.newBuilder()
                .setName(name)
                .setSum(Sum.newBuilder()
                        .setIsMonotonic(true)
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(value)))
                .build();
    }

    private static ExportMetricsServiceRequest export(String instance, long time, Metric... metrics) {
        ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
        for (Metric metric : metrics) {
            Metric.Builder timed = metric.toBuilder();
            timed.getSumBuilder().getDataPointsBuilderList().forEach(point -> point.setTimeUnixNano(time));
            scope.addMetrics(metric.hasSum() ? timed.build() : metric);
        }
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(attribute("service.instance.id", instance)))
                        .addScopeMetrics(scope))
                .build();
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private HttpResponse<byte[]> post(String path, byte[] body, String... headers) throws Exception {
        return CLIENT.send(request(path, body, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(receiver.endpoint() + path))
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.build();
    }
}
