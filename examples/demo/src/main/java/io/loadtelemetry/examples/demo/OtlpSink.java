package io.loadtelemetry.examples.demo;

import io.loadtelemetry.testkit.OtlpPoint;
import io.loadtelemetry.testkit.OtlpReceiver;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** An OTLP receiver in this process, to which recorder-otel exports where the user named no other. */
final class OtlpSink implements AutoCloseable {

    private static final String ENDPOINT_PROPERTY = "otel.exporter.otlp.endpoint";
    private static final String DURATION = "loadtest.request.duration";

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

    @Override
    public void close() {
        System.clearProperty(ENDPOINT_PROPERTY);
        receiver.close();
    }
}
