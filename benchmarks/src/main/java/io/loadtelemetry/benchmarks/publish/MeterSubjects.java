package io.loadtelemetry.benchmarks.publish;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** Libraries that add up on the load thread, each with everything prepared that can be. */
final class MeterSubjects {

    private static final Duration NEVER = Duration.ofDays(1);

    private MeterSubjects() {}

    static Subject micrometerTimer() {
        return timer(new SimpleMeterRegistry(), false);
    }

    static Subject micrometerOtlp() {
        OtlpConfig config = new OtlpConfig() {
            @Override
            public String get(String key) {
                return null;
            }

            @Override
            public Duration step() {
                return NEVER;
            }
        };
        return timer(new OtlpMeterRegistry(config, Clock.SYSTEM), true);
    }

    private static Subject timer(MeterRegistry registry, boolean histogram) {
        Timer timer = Timer.builder("http.client.requests")
                .tag("method", "GET")
                .tag("uri", "/cart")
                .publishPercentileHistogram(histogram)
                .register(registry);
        return (start, end) -> timer.record(end - start, TimeUnit.NANOSECONDS);
    }

    static Subject otelHistogram() {
        SdkMeterProvider provider = SdkMeterProvider.builder()
                .registerMetricReader(PeriodicMetricReader.builder(OtlpHttpMetricExporter.getDefault())
                        .setInterval(NEVER)
                        .build())
                .registerView(
                        InstrumentSelector.builder()
                                .setType(InstrumentType.HISTOGRAM)
                                .build(),
                        View.builder()
                                .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                                .build())
                .build();
        DoubleHistogram histogram = provider.get("benchmark")
                .histogramBuilder("http.client.request.duration")
                .setUnit("s")
                .build();
        Attributes attributes = Attributes.of(
                AttributeKey.stringKey("http.request.method"),
                "GET",
                AttributeKey.stringKey("url.template"),
                "/cart",
                AttributeKey.longKey("http.response.status_code"),
                200L);
        Context root = Context.root();
        return (start, end) -> histogram.record((end - start) / 1e9, attributes, root);
    }

    static Subject hdrRecorder() {
        Recorder recorder = new Recorder(1, TimeUnit.HOURS.toNanos(1), 3);
        return (start, end) -> recorder.recordValue(end - start);
    }

    static Subject threeAdders() {
        LongAdder count = new LongAdder();
        LongAdder time = new LongAdder();
        LongAdder bytes = new LongAdder();
        return (start, end) -> {
            count.increment();
            time.add(end - start);
            bytes.add(512);
        };
    }
}
