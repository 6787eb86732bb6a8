/** The demo. It compiles against telemetry-api; core and recorders are found when it runs. */
module io.loadtelemetry.examples.demo {
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires io.loadtelemetry.api;
    requires io.loadtelemetry.testkit;
    requires io.opentelemetry.api;
    requires io.opentelemetry.common;
    requires io.opentelemetry.context;
    requires io.opentelemetry.exporter.otlp;
    requires io.opentelemetry.sdk.common;
    requires io.opentelemetry.sdk.trace;
    requires java.net.http;
    requires jdk.httpserver;
    // Signals; jline reaches it by reflection.
    requires jdk.unsupported;
    requires me.tongfei.progressbar;
    requires org.jline.terminal;

    uses io.loadtelemetry.api.spi.RecorderProvider;

    exports io.loadtelemetry.examples.demo;

    opens io.loadtelemetry.examples.demo to
            info.picocli;
}
