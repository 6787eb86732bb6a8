/**
 * Exports what happens in a load test as OpenTelemetry metrics over OTLP. Nothing here is called by users: being on the
 * module path or classpath is enough.
 */
module io.loadtelemetry.recorder.otel {
    requires static org.jspecify;
    requires io.loadtelemetry.api;
    requires io.opentelemetry.api;
    requires io.opentelemetry.common;
    requires io.opentelemetry.context;
    requires io.opentelemetry.exporter.otlp;
    requires io.opentelemetry.sdk.common;
    requires io.opentelemetry.sdk.logs;
    requires io.opentelemetry.sdk.metrics;
    requires io.opentelemetry.sdk.trace;
    requires java.net.http;

    exports io.loadtelemetry.recorder.otel;

    provides io.loadtelemetry.api.spi.RecorderProvider with
            io.loadtelemetry.recorder.otel.OtelRecorderProvider;
}
