package io.loadtelemetry.recorder.otel;

import java.util.Locale;

/** What OTLP carries. Each signal has a target, exports and failures of its own. */
enum Signal {
    METRICS("metrics"),
    TRACES("spans"),
    LOGS("log records");

    private final String items;

    Signal(String items) {
        this.items = items;
    }

    /** The path that is added to a base endpoint over HTTP. */
    String path() {
        return "v1/" + name().toLowerCase(Locale.ROOT);
    }

    /** The variable of this signal alone, which wins over the one of all signals. */
    String variable(String suffix) {
        return "OTEL_EXPORTER_OTLP_" + name() + "_" + suffix;
    }

    /** The variable that switches this signal off. */
    String switchVariable() {
        return "OTEL_" + name() + "_EXPORTER";
    }

    /** What is exported, for messages. */
    String items() {
        return items;
    }
}
