package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.spi.Texts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.Arrays;

/** The metric of iterations. Allocates nothing once a scenario is known. */
final class IterationInstrument {

    static final String DURATION = "loadtest.iteration.duration";

    private final DoubleHistogram duration;
    private final Attributes common;
    private final Attributes other;
    private final Context root = Context.root();
    private Attributes[] byScenario = new Attributes[16];

    IterationInstrument(Meter meter, Attributes common) {
        this.common = common;
        other = attributes(Endpoint.OTHER);
        duration = meter.histogramBuilder(DURATION)
                .setUnit("s")
                .setDescription("Duration of iterations: one pass of a virtual user through its scenario.")
                .build();
    }

    void record(IterationEvent iteration) {
        duration.record(Seconds.ofNanos(iteration.duration()), attributes(iteration), root);
    }

    private Attributes attributes(IterationEvent iteration) {
        int index = iteration.scenarioIndex();
        if (index >= Naming.MAX_SERIES) {
            return other;
        }
        if (index >= byScenario.length) {
            byScenario = Arrays.copyOf(byScenario, Math.max(index + 1, byScenario.length * 2));
        }
        Attributes known = byScenario[index];
        if (known == null) {
            known = attributes(iteration.scenario());
            byScenario[index] = known;
        }
        return known;
    }

    private Attributes attributes(String scenario) {
        return common.toBuilder().put("loadtest.scenario", Texts.cut(scenario)).build();
    }
}
