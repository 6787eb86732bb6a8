/**
 * OTLP metrics. One request travels: {@code OtelRecorder} (the lane) → {@code RequestInstruments} (OpenTelemetry SDK
 * instruments with prepared attributes) → {@code ExportSchedule} (the lane collects every interval) → {@code OtlpExports}
 * (threads of its own send) → {@code Export} (what became of it).
 *
 * <p>The settings come from {@code OtelSettings}: the keys {@code telemetry.otel.*} and the standard {@code OTEL_*}
 * variables.
 */
@NullMarked
package io.loadtelemetry.recorder.otel;

import org.jspecify.annotations.NullMarked;
