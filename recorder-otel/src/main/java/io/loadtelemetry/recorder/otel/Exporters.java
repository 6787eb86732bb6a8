package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporterBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporterBuilder;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.ExecutorService;

/**
 * Builds the SDK's exporters. Their six builders can all do the same and have no type in common, so the same is said of each.
 * Slow: they load an HTTP client. Over HTTP the senders try again by themselves: see {@link HttpAttempts}. The default meter
 * provider would ask the global OpenTelemetry of the application, which is not ours.
 */
final class Exporters {

    private Exporters() {}

    /** Throws where certificates or keys cannot be read. */
    static void check(OtlpTarget target, ComponentLoader components) {
        Object unused = target.grpc() ? grpcMetrics(target, components) : httpMetrics(target, components);
    }

    static SignalExporter<MetricData> metrics(OtlpTarget target, ComponentLoader components, ExecutorService executor) {
        return SignalExporter.of(
                target.grpc()
                        ? grpcMetrics(target, components)
                                .setExecutorService(executor)
                                .build()
                        : httpMetrics(target, components)
                                .setExecutorService(executor)
                                .setRetryPolicy(null)
                                .build());
    }

    static SignalExporter<SpanData> spans(OtlpTarget target, ComponentLoader components, ExecutorService executor) {
        return SignalExporter.of(
                target.grpc()
                        ? grpcSpans(target, components)
                                .setExecutorService(executor)
                                .build()
                        : httpSpans(target, components)
                                .setExecutorService(executor)
                                .setRetryPolicy(null)
                                .build());
    }

    static SignalExporter<LogRecordData> logRecords(
            OtlpTarget target, ComponentLoader components, ExecutorService executor) {
        return SignalExporter.of(
                target.grpc()
                        ? grpcLogRecords(target, components)
                                .setExecutorService(executor)
                                .build()
                        : httpLogRecords(target, components)
                                .setExecutorService(executor)
                                .setRetryPolicy(null)
                                .build());
    }

    private static OtlpHttpMetricExporterBuilder httpMetrics(OtlpTarget target, ComponentLoader components) {
        OtlpHttpMetricExporterBuilder builder = OtlpHttpMetricExporter.builder()
                .setComponentLoader(components)
                .setEndpoint(target.url())
                .setTimeout(target.timeout())
                .setCompression(target.compression())
                .setMemoryMode(MemoryMode.REUSABLE_DATA)
                .setMeterProvider(MeterProvider.noop());
        target.headers().forEach(builder::addHeader);
        target.trusted().ifPresent(builder::setTrustedCertificates);
        target.clientKey().ifPresent(key -> builder.setClientTls(key, target.clientCertificate()));
        return builder;
    }

    private static OtlpGrpcMetricExporterBuilder grpcMetrics(OtlpTarget target, ComponentLoader components) {
        OtlpGrpcMetricExporterBuilder builder = OtlpGrpcMetricExporter.builder()
                .setComponentLoader(components)
                .setEndpoint(target.url())
                .setTimeout(target.timeout())
                .setCompression(target.compression())
                .setMemoryMode(MemoryMode.REUSABLE_DATA)
                .setMeterProvider(MeterProvider.noop());
        target.headers().forEach(builder::addHeader);
        target.trusted().ifPresent(builder::setTrustedCertificates);
        target.clientKey().ifPresent(key -> builder.setClientTls(key, target.clientCertificate()));
        return builder;
    }

    private static OtlpHttpSpanExporterBuilder httpSpans(OtlpTarget target, ComponentLoader components) {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setComponentLoader(components)
                .setEndpoint(target.url())
                .setTimeout(target.timeout())
                .setCompression(target.compression())
                .setMemoryMode(MemoryMode.REUSABLE_DATA)
                .setMeterProvider(MeterProvider.noop());
        target.headers().forEach(builder::addHeader);
        target.trusted().ifPresent(builder::setTrustedCertificates);
        target.clientKey().ifPresent(key -> builder.setClientTls(key, target.clientCertificate()));
        return builder;
    }

    private static OtlpGrpcSpanExporterBuilder grpcSpans(OtlpTarget target, ComponentLoader components) {
        OtlpGrpcSpanExporterBuilder builder = OtlpGrpcSpanExporter.builder()
                .setComponentLoader(components)
                .setEndpoint(target.url())
                .setTimeout(target.timeout())
                .setCompression(target.compression())
                .setMemoryMode(MemoryMode.REUSABLE_DATA)
                .setMeterProvider(MeterProvider.noop());
        target.headers().forEach(builder::addHeader);
        target.trusted().ifPresent(builder::setTrustedCertificates);
        target.clientKey().ifPresent(key -> builder.setClientTls(key, target.clientCertificate()));
        return builder;
    }

    private static OtlpHttpLogRecordExporterBuilder httpLogRecords(OtlpTarget target, ComponentLoader components) {
        OtlpHttpLogRecordExporterBuilder builder = OtlpHttpLogRecordExporter.builder()
                .setComponentLoader(components)
                .setEndpoint(target.url())
                .setTimeout(target.timeout())
                .setCompression(target.compression())
                .setMemoryMode(MemoryMode.REUSABLE_DATA)
                .setMeterProvider(MeterProvider.noop());
        target.headers().forEach(builder::addHeader);
        target.trusted().ifPresent(builder::setTrustedCertificates);
        target.clientKey().ifPresent(key -> builder.setClientTls(key, target.clientCertificate()));
        return builder;
    }

    private static OtlpGrpcLogRecordExporterBuilder grpcLogRecords(OtlpTarget target, ComponentLoader components) {
        OtlpGrpcLogRecordExporterBuilder builder = OtlpGrpcLogRecordExporter.builder()
                .setComponentLoader(components)
                .setEndpoint(target.url())
                .setTimeout(target.timeout())
                .setCompression(target.compression())
                .setMemoryMode(MemoryMode.REUSABLE_DATA)
                .setMeterProvider(MeterProvider.noop());
        target.headers().forEach(builder::addHeader);
        target.trusted().ifPresent(builder::setTrustedCertificates);
        target.clientKey().ifPresent(key -> builder.setClientTls(key, target.clientCertificate()));
        return builder;
    }
}
