/**
 * Finds the recorders and dispatches the events of a run to them. Exports nothing to load tools, which call
 * telemetry-api.
 */
@SuppressWarnings("module") // telemetry-merge is built after this.
module io.loadtelemetry.core {
    requires transitive io.loadtelemetry.api;
    requires HdrHistogram;
    requires static org.jspecify;

    exports io.loadtelemetry.core to
            io.loadtelemetry.merge;

    uses io.loadtelemetry.api.spi.ChannelProvider;
    uses io.loadtelemetry.api.spi.RecorderProvider;

    provides io.loadtelemetry.api.spi.TelemetryFactory with
            io.loadtelemetry.core.CoreTelemetryFactory;
}
