package io.loadtelemetry.testkit;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real OTLP/HTTP endpoint for tests: it listens on a free port of the loopback interface, decodes protobuf (plain or
 * gzip) at {@code /v1/metrics}, {@code /v1/traces} and {@code /v1/logs}, answers as the
 * <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP specification</a> says, and keeps what arrived, the
 * newest up to 64 MiB. What cannot be decoded is refused with 400 and told by {@link #problems()}.
 *
 * <pre>{@code
 * try (OtlpReceiver receiver = OtlpReceiver.start()) {
 *     … export to receiver.endpoint() …
 *     receiver.awaitMetric("loadtest.request.duration", Duration.ofSeconds(5));
 *     assertThat(receiver.countBy("loadtest.request.duration", "loadtest.request.name")).containsEntry("/cart", 100L);
 * }
 * }</pre>
 *
 * <p>It fails on demand. Answers are given by {@link #respondWith(int)} and {@link #respond(Function)}: errors, late
 * ones, partial successes, cut connections, and any of these {@linkplain OtlpResponse#inTurn in turn}. What becomes of
 * connections is told by {@link #refuse()}, {@link #swallow()}, {@link #flap} and {@link #listen()}. All reads but {@link
 * #requests()} see only what was answered with 2xx. Thread-safe; all threads are daemons.
 */
public final class OtlpReceiver implements AutoCloseable {

    private static final long MAX_BYTES = 64L << 20;
    private static final int MAX_BODY = 32 << 20;

    private final String scheme;
    private final OtlpStore store;
    private final OtlpHandler handler;
    private final OtlpListener listener;

    private OtlpReceiver(@Nullable SSLContext tls) throws IOException {
        scheme = tls == null ? "http" : "https";
        store = new OtlpStore(MAX_BYTES);
        handler = new OtlpHandler(store, MAX_BODY);
        listener = new OtlpListener(handler, tls);
    }

    /**
     * Starts a receiver.
     *
     * @return a receiver that takes everything, to be closed
     * @throws IOException if there is no port to listen on
     */
    public static OtlpReceiver start() throws IOException {
        return new OtlpReceiver(null);
    }

    /**
     * Starts a receiver behind TLS. Whether a client trusts it is a matter of the certificate: that it was made for {@code
     * 127.0.0.1} (subject alternative name) and is known to the client.
     *
     * @param tls has the key and its certificate, for instance of a key store made by {@code keytool}
     * @return a receiver that takes everything, to be closed
     * @throws IOException if there is no port to listen on
     */
    public static OtlpReceiver start(SSLContext tls) throws IOException {
        return new OtlpReceiver(Objects.requireNonNull(tls, "tls"));
    }

    /**
     * Where to export to.
     *
     * @return the base URL, {@code http://127.0.0.1:port} or with {@code https}: what {@code OTEL_EXPORTER_OTLP_ENDPOINT}
     *     takes; it stays the same whatever becomes of the receiver
     */
    public String endpoint() {
        return scheme + "://127.0.0.1:" + listener.port();
    }

    /**
     * Answers every export from now on with this status.
     *
     * @param status an HTTP status from 200 to 599
     */
    public void respondWith(int status) {
        OtlpResponse response = OtlpResponse.status(status);
        respond(request -> response);
    }

    /**
     * Answers every export from now on as the function says.
     *
     * @param function gives the response to a decoded export; called from the threads of the receiver
     */
    public void respond(Function<OtlpRequest, OtlpResponse> function) {
        handler.respond(function);
    }

    /**
     * Nobody listens any more: open connections are cut, new ones refused.
     *
     * @throws IllegalStateException if the receiver is closed
     */
    public void refuse() {
        listener.refuse();
    }

    /**
     * A black hole: open connections are cut, new ones taken (about 100, then none), and what is sent is never read, nor
     * answered.
     *
     * @throws IllegalStateException if the receiver is closed
     */
    public void swallow() {
        listener.swallow();
    }

    /**
     * Listens again, after {@link #refuse()}, {@link #swallow()} or {@link #flap}, on the same port.
     *
     * @throws IllegalStateException if the receiver is closed
     */
    public void listen() {
        listener.serve();
    }

    /**
     * Refuses and listens in turns from now on, beginning with the former, until one of the methods above is called. For
     * answers in turns see {@link OtlpResponse#inTurn}.
     *
     * @param down how long connections are refused
     * @param up how long they are taken then
     * @throws IllegalStateException if the receiver is closed
     */
    public void flap(Duration down, Duration up) {
        listener.flap(down, up);
    }

    /**
     * Everything that was decoded, also what was then answered with an error, with its headers.
     *
     * @return in the order of arrival
     */
    public List<OtlpRequest> requests() {
        return store.requests(true);
    }

    /**
     * What could not be decoded.
     *
     * @return status and reason of the last 100; empty for a client that speaks OTLP
     */
    public List<String> problems() {
        return store.problems();
    }

    /**
     * The exports of metrics.
     *
     * @return in the order of arrival
     */
    public List<ExportMetricsServiceRequest> metricRequests() {
        return messages(ExportMetricsServiceRequest.class).toList();
    }

    /**
     * The exports of spans.
     *
     * @return in the order of arrival
     */
    public List<ExportTraceServiceRequest> traceRequests() {
        return messages(ExportTraceServiceRequest.class).toList();
    }

    /**
     * The exports of log records.
     *
     * @return in the order of arrival
     */
    public List<ExportLogsServiceRequest> logRequests() {
        return messages(ExportLogsServiceRequest.class).toList();
    }

    /**
     * The names of all metrics.
     *
     * @return sorted
     */
    public Set<String> metricNames() {
        Set<String> names = new TreeSet<>();
        metrics().forEach(metric -> names.add(metric.getName()));
        return names;
    }

    /**
     * A metric as it was exported last.
     *
     * @param name the name of the metric
     * @return the metric with the points of that one export
     */
    public Optional<Metric> metric(String name) {
        return metrics().filter(metric -> metric.getName().equals(name)).reduce((before, after) -> after);
    }

    /**
     * The points of a metric over all exports: of each series (resource attribute {@code service.instance.id} and
     * attributes of the point) the latest, and of delta series every one, so that adding them up is right for both.
     *
     * @param name the name of the metric
     * @return the points; empty for a metric that was not exported
     */
    public List<OtlpPoint> points(String name) {
        return OtlpPoints.latest(metricRequests(), name);
    }

    /**
     * The sum over the series of a counter, or of the values in a histogram.
     *
     * @param name the name of the metric
     * @param attributes only series with all of these attributes, on the point or its resource
     * @return the sum of {@link OtlpPoint#value()}
     */
    public double sum(String name, Map<String, String> attributes) {
        return matching(name, attributes).mapToDouble(OtlpPoint::value).sum();
    }

    /**
     * How many values are in a histogram, over its series.
     *
     * @param name the name of the metric
     * @param attributes only series with all of these attributes, on the point or its resource
     * @return the sum of {@link OtlpPoint#count()}
     */
    public long count(String name, Map<String, String> attributes) {
        return matching(name, attributes).mapToLong(OtlpPoint::count).sum();
    }

    /**
     * The sum of a counter, for each value of one attribute.
     *
     * @param name the name of the metric
     * @param attribute the name of an attribute of the point or its resource; series without it are under {@code ""}
     * @return the sums, sorted by value of the attribute
     */
    public Map<String, Double> sumBy(String name, String attribute) {
        Map<String, Double> sums = new TreeMap<>();
        points(name).forEach(point -> sums.merge(point.attribute(attribute, ""), point.value(), Double::sum));
        return sums;
    }

    /**
     * How many values are in a histogram, for each value of one attribute.
     *
     * @param name the name of the metric
     * @param attribute the name of an attribute of the point or its resource; series without it are under {@code ""}
     * @return the counts, sorted by value of the attribute
     */
    public Map<String, Long> countBy(String name, String attribute) {
        Map<String, Long> counts = new TreeMap<>();
        points(name).forEach(point -> counts.merge(point.attribute(attribute, ""), point.count(), Long::sum));
        return counts;
    }

    /**
     * All spans.
     *
     * @return in the order of arrival
     */
    public List<Span> spans() {
        return messages(ExportTraceServiceRequest.class)
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /**
     * All log records.
     *
     * @return in the order of arrival
     */
    public List<LogRecord> logRecords() {
        return messages(ExportLogsServiceRequest.class)
                .flatMap(request -> request.getResourceLogsList().stream())
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .flatMap(scope -> scope.getLogRecordsList().stream())
                .toList();
    }

    /**
     * The distinct resources of all exports.
     *
     * @return the attributes of each, values as text
     */
    public List<Map<String, String>> resources() {
        return messages(Message.class)
                .flatMap(OtlpReceiver::resources)
                .map(resource -> OtlpPoints.texts(resource.getAttributesList()))
                .distinct()
                .toList();
    }

    /**
     * Waits for a metric.
     *
     * @param name the name of the metric
     * @param timeout how long
     * @return the metric as it was exported last
     * @throws AssertionError if it did not come in time; the message says what did
     * @throws InterruptedException if the thread is interrupted
     */
    public Metric awaitMetric(String name, Duration timeout) throws InterruptedException {
        await("the metric " + name, receiver -> receiver.metric(name).isPresent(), timeout);
        return metric(name).orElseThrow();
    }

    /**
     * Waits until a condition on what arrived holds.
     *
     * @param what the condition in words, for the message
     * @param condition asked again after every export
     * @param timeout how long
     * @throws AssertionError if it did not hold in time; the message says what arrived
     * @throws InterruptedException if the thread is interrupted
     */
    public void await(String what, Predicate<OtlpReceiver> condition, Duration timeout) throws InterruptedException {
        if (!store.await(() -> condition.test(this), timeout)) {
            throw new AssertionError("no " + what + " within " + timeout + "; "
                    + requests().size() + " exports arrived, metrics " + metricNames() + ", problems " + problems());
        }
    }

    /** Forgets what arrived. */
    public void clear() {
        store.clear();
    }

    /** Stops listening, cuts open connections, ends the threads. What arrived stays readable. Idempotent. */
    @Override
    public void close() {
        listener.close();
    }

    private Stream<OtlpPoint> matching(String name, Map<String, String> attributes) {
        return points(name).stream().filter(point -> point.has(attributes));
    }

    private Stream<Metric> metrics() {
        return messages(ExportMetricsServiceRequest.class)
                .flatMap(request -> request.getResourceMetricsList().stream())
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream());
    }

    private <T extends Message> Stream<T> messages(Class<T> type) {
        return store.requests(false).stream()
                .map(OtlpRequest::message)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static Stream<Resource> resources(Message message) {
        if (message instanceof ExportMetricsServiceRequest metrics) {
            return metrics.getResourceMetricsList().stream().map(entry -> entry.getResource());
        }
        if (message instanceof ExportTraceServiceRequest traces) {
            return traces.getResourceSpansList().stream().map(entry -> entry.getResource());
        }
        return ((ExportLogsServiceRequest) message)
                .getResourceLogsList().stream().map(entry -> entry.getResource());
    }
}
