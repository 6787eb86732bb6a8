/**
 * Finds the recorders and dispatches the events of a run to them. Exports nothing: a load tool calls telemetry-api.
 */
module io.loadtelemetry.core {
    requires transitive io.loadtelemetry.api;
    requires HdrHistogram;
    requires static org.jspecify;

    uses io.loadtelemetry.api.spi.ChannelProvider;
    uses io.loadtelemetry.api.spi.RecorderProvider;

    provides io.loadtelemetry.api.spi.TelemetryFactory with
            io.loadtelemetry.core.CoreTelemetryFactory;
}
