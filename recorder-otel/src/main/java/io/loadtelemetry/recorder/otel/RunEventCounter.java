package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.Annotation;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.spi.Texts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;

/** Counts lifecycle events, warnings and annotations by name. Names of annotations are the user's, so they are bounded. */
final class RunEventCounter {

    static final String EVENTS = "loadtest.events";
    static final int MAX_NAMES = 200;

    private final LongCounter counter;
    private final Attributes common;
    private final String attribute;
    private final Map<String, String> renamed;
    private final Map<String, Attributes> known = new HashMap<>();

    /**
     * A counter.
     *
     * @param counter counts
     * @param common the attributes of all its points
     * @param attribute the attribute that holds the name of an event
     * @param renamed the names of events that are called otherwise
     */
    RunEventCounter(LongCounter counter, Attributes common, String attribute, Map<String, String> renamed) {
        this.counter = counter;
        this.common = common;
        this.attribute = attribute;
        this.renamed = renamed;
    }

    static LongCounter counter(Meter meter, String name, String unit) {
        return meter.counterBuilder(name)
                .setUnit(unit)
                .setDescription("Events of the run by name: lifecycle, warnings, annotations.")
                .build();
    }

    void record(RunEvent event) {
        String name = Texts.cut(event.name());
        if (event instanceof Annotation && known.size() >= MAX_NAMES && !known.containsKey(name)) {
            name = Endpoint.OTHER;
        }
        Attributes attributes = known.computeIfAbsent(
                name,
                key -> common.toBuilder()
                        .put(attribute, renamed.getOrDefault(key, key))
                        .build());
        counter.add(1, attributes, Context.root());
    }
}
