/** Writes a run as JSON lines to the standard output or to a file; see {@link io.loadtelemetry.recorder.json}. */
module io.loadtelemetry.recorder.json {
    requires com.fasterxml.jackson.core;
    requires io.loadtelemetry.api;
    requires static org.jspecify;

    exports io.loadtelemetry.recorder.json;

    provides io.loadtelemetry.api.spi.RecorderProvider with
            io.loadtelemetry.recorder.json.JsonRecorderProvider;
}
