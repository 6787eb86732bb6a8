/**
 * A recorder of one's own. It needs telemetry-api and nothing else; {@code provides} makes it known on the module path, a
 * file in {@code META-INF/services} on the classpath.
 */
module io.loadtelemetry.examples.custom {
    requires static org.jspecify;
    requires io.loadtelemetry.api;

    exports io.loadtelemetry.examples.custom;

    provides io.loadtelemetry.api.spi.RecorderProvider with
            io.loadtelemetry.examples.custom.SlowestRecorderProvider;
}
