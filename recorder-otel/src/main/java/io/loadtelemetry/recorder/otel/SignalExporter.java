package io.loadtelemetry.recorder.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.function.Function;

/**
 * What the SDK's exporters of all signals can do, which have no type in common.
 *
 * @param export sends a batch
 * @param shutdown lets go of connections
 */
record SignalExporter<T>(Function<Collection<T>, CompletableResultCode> export, Runnable shutdown) {

    static SignalExporter<MetricData> of(MetricExporter exporter) {
        return new SignalExporter<>(exporter::export, exporter::shutdown);
    }

    static SignalExporter<SpanData> of(SpanExporter exporter) {
        return new SignalExporter<>(exporter::export, exporter::shutdown);
    }

    static SignalExporter<LogRecordData> of(LogRecordExporter exporter) {
        return new SignalExporter<>(exporter::export, exporter::shutdown);
    }
}
