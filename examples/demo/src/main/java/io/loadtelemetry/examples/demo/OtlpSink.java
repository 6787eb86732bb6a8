package io.loadtelemetry.examples.demo;

import com.google.protobuf.ByteString;
import io.loadtelemetry.testkit.OtlpPoint;
import io.loadtelemetry.testkit.OtlpReceiver;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An OTLP receiver in this process, to which recorder-otel exports where the user named no other. */
final class OtlpSink implements AutoCloseable {

    private static final String ENDPOINT_PROPERTY = "otel.exporter.otlp.endpoint";
    private static final String DURATION = "loadtest.request.duration";

    private static final String SPANS = "loadtest.recorder.spans";

    private final OtlpReceiver receiver;

    private OtlpSink(OtlpReceiver receiver) {
        this.receiver = receiver;
    }

    /** Starts it and points recorder-otel at it. */
    static OtlpSink start() throws IOException {
        OtlpReceiver receiver = OtlpReceiver.start();
        System.setProperty(ENDPOINT_PROPERTY, receiver.endpoint());
        return new OtlpSink(receiver);
    }

    /** Whether the user decides where OTLP goes, or that it goes nowhere. */
    static boolean configuredByUser() {
        return Settings.user("otel.exporter.otlp.endpoint").isPresent()
                || Settings.user("otel.exporter.otlp.metrics.endpoint").isPresent()
                || Settings.user("otel.exporter.otlp.protocol").isPresent()
                || Settings.user("otel.exporter.otlp.metrics.protocol").isPresent()
                || Settings.user("otel.metrics.exporter").isPresent()
                || Settings.user("otel.sdk.disabled").isPresent();
    }

    /** Whether the user decides where spans go, or that there are none, and leaves the metrics here. */
    static boolean tracesElsewhere() {
        return Settings.user("otel.exporter.otlp.traces.endpoint").isPresent()
                || Settings.user("otel.exporter.otlp.traces.protocol").isPresent()
                || Settings.user("otel.traces.exporter").isPresent();
    }

    String endpoint() {
        return receiver.endpoint();
    }

    int exports() {
        return receiver.requests().size();
    }

    Set<String> metricNames() {
        return receiver.metricNames();
    }

    /** What arrived and could not be decoded. */
    List<String> problems() {
        return receiver.problems();
    }

    /** How many durations of requests arrived. */
    Tally tally() {
        Tally tally = new Tally();
        for (OtlpPoint point : receiver.points(DURATION)) {
            String method = point.attribute("loadtest.request.method", "");
            String name = point.attribute("loadtest.request.name", "");
            tally.add(
                    method.isEmpty() ? name : Page.label(method, name),
                    Tally.ofErrorType(point.attribute("error.type", "")),
                    point.count());
        }
        return tally;
    }

    /** The spans of all, as of now. */
    Traces traces() {
        return new Traces(receiver.spans());
    }

    /** What the recorder says of the spans that it did not export: by outcome, and by reason. */
    Map<String, Map<String, Long>> spansLeftOut() {
        Map<String, Map<String, Long>> left = new TreeMap<>(Comparator.reverseOrder());
        for (OtlpPoint point : receiver.points(SPANS)) {
            String outcome = point.attribute("outcome", "");
            if (!outcome.equals("exported") && point.value() > 0) {
                left.computeIfAbsent(outcome, name -> new TreeMap<>())
                        .merge(point.attribute("reason", ""), (long) point.value(), Long::sum);
            }
        }
        return left;
    }

    /** How many spans the recorder lost, as it says. */
    long spansDropped() {
        return spansLeftOut().getOrDefault("dropped", Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The spans that examples in the metrics lead to. */
    Set<ByteString> exemplars() {
        return receiver.metricRequests().stream()
                .flatMap(request -> request.getResourceMetricsList().stream())
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .flatMap(metric -> Stream.concat(
                        metric.getHistogram().getDataPointsList().stream()
                                .flatMap(point -> point.getExemplarsList().stream()),
                        metric.getExponentialHistogram().getDataPointsList().stream()
                                .flatMap(point -> point.getExemplarsList().stream())))
                .map(Exemplar::getSpanId)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        System.clearProperty(ENDPOINT_PROPERTY);
        receiver.close();
    }
}
