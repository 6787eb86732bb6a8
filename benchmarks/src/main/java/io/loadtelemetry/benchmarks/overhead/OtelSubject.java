package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.IterationRecorder;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The OpenTelemetry SDK called on the load thread: exponential histograms, attributes prepared per endpoint and outcome. */
final class OtelSubject extends BareTelemetry implements Subject {

    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> SCENARIO = AttributeKey.stringKey("scenario");
    private static final double NANOS = 1e9;

    private final SdkMeterProvider provider;
    private final DoubleHistogram durations;
    private final DoubleHistogram iterations;
    private final Peer peer;

    OtelSubject(Peer peer) {
        this.peer = peer;
        OtlpHttpMetricExporter exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(peer.uri() + "/v1/metrics")
                .setMemoryMode(MemoryMode.REUSABLE_DATA)
                .build();
        provider = SdkMeterProvider.builder()
                .registerMetricReader(PeriodicMetricReader.builder(exporter)
                        .setInterval(Duration.ofSeconds(5))
                        .build())
                .registerView(
                        InstrumentSelector.builder()
                                .setType(InstrumentType.HISTOGRAM)
                                .build(),
                        View.builder()
                                .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                                .build())
                .build();
        durations = provider.get("overhead")
                .histogramBuilder("loadtest.request.duration")
                .setUnit("s")
                .build();
        iterations = provider.get("overhead")
                .histogramBuilder("loadtest.iteration.duration")
                .setUnit("s")
                .build();
    }

    @Override
    public RequestRecorder request(Endpoint endpoint) {
        Attributes success = Attributes.of(
                AttributeKey.stringKey("method"),
                endpoint.method(),
                AttributeKey.stringKey("name"),
                endpoint.name(),
                SCENARIO,
                endpoint.scenario());
        return new Durations(endpoint, durations, success, new ConcurrentHashMap<>());
    }

    private record Durations(
            Endpoint endpoint, DoubleHistogram durations, Attributes success, Map<String, Attributes> failures)
            implements RequestRecorder {
        @Override
        public void record(
                long intendedStart,
                long start,
                long end,
                int statusCode,
                String errorType,
                long bytesSent,
                long bytesReceived) {
            Attributes attributes = errorType == null
                    ? success
                    : failures.computeIfAbsent(
                            errorType,
                            error -> success.toBuilder().put(ERROR, error).build());
            durations.record((end - start) / NANOS, attributes);
        }
    }

    @Override
    public IterationRecorder iteration(String scenario) {
        Attributes attributes = Attributes.of(SCENARIO, scenario);
        return (start, end) -> iterations.record((end - start) / NANOS, attributes);
    }

    @Override
    public Telemetry telemetry() {
        return this;
    }

    @Override
    public void stop(StopReason reason) {
        provider.close();
    }

    @Override
    public void end(long requests) {
        close();
        peer.requireExports();
    }
}
