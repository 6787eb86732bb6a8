/** Merges the JSON lines of several workers into the statistics of their run; a command-line program. */
module io.loadtelemetry.merge {
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires io.loadtelemetry.core;
    requires io.loadtelemetry.recorder.json;
    requires static org.jspecify;

    opens io.loadtelemetry.merge to
            info.picocli;
}
