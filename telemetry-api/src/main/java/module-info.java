/**
 * What a load tool calls ({@link io.loadtelemetry.api}), what happens in a load test
 * ({@link io.loadtelemetry.api.event}) and what a recorder implements ({@link io.loadtelemetry.api.spi}). Depends on
 * nothing but {@code java.base}.
 */
module io.loadtelemetry.api {
    requires static org.jspecify;

    exports io.loadtelemetry.api;
    exports io.loadtelemetry.api.event;
    exports io.loadtelemetry.api.spi;

    uses io.loadtelemetry.api.spi.TelemetryFactory;
}
