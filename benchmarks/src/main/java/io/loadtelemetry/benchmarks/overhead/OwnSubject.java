package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.api.DropReason;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.Telemetry;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * This library with all three recorders and their defaults: JSON lines to a file, OTLP to a receiver or into a black hole,
 * the system.
 */
class OwnSubject implements Subject {

    private static final Set<String> ALL = Set.of("statistics", "json", "otel", "system");

    private final Scratch scratch = new Scratch();
    private final Collector collector;
    private final boolean everyRequest;
    private final Telemetry telemetry;

    OwnSubject(Collector collector, String requests, String traceRatio) throws IOException {
        this.collector = collector;
        everyRequest = requests.equals("all");
        System.setProperty("otel.exporter.otlp.endpoint", collector.endpoint().toString());
        telemetry = Telemetry.builder("overhead")
                // The recorders of examples are on the classpath too.
                .set("telemetry.recorders", "json,otel,system")
                .set("telemetry.json.path", scratch.file().toString())
                .set("telemetry.json.requests", requests)
                .set("telemetry.otel.trace.ratio", traceRatio)
                .start();
    }

    @Override
    public Telemetry telemetry() {
        return telemetry;
    }

    @Override
    public void end(long requests) throws IOException {
        telemetry.close();
        Set<String> found = telemetry.accounting().recorders().stream()
                .map(RecorderAccounting::recorder)
                .collect(Collectors.toSet());
        if (!found.equals(ALL)) {
            throw new IllegalStateException("recorders " + found + " instead of " + ALL);
        }
        for (RecorderAccounting books : telemetry.accounting().recorders()) {
            boolean arrives = collector.takes() || !books.recorder().equals("otel");
            // What a black hole got is lost, as failed exports: all of it, and nothing else.
            Map<String, Long> dropped = arrives ? Map.of() : Map.of(DropReason.EXPORT_FAILED, books.published());
            if (!books.balanced() || !books.dropped().equals(dropped) || books.pending() > 0) {
                throw new IllegalStateException("other than " + dropped + " was lost: " + books);
            }
        }
        long counted =
                telemetry.accounting().recorder("statistics").orElseThrow().recorded();
        if (counted < requests) {
            throw new IllegalStateException(requests + " requests were sent, the statistics counted " + counted);
        }
        collector.end();
        scratch.end(everyRequest ? requests : 1);
    }
}
