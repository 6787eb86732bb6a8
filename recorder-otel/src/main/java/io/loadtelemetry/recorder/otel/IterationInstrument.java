package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.spi.Texts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Arrays;

/** The metric of iterations. Allocates nothing once a scenario is known. */
final class IterationInstrument {

    static final String DURATION = "loadtest.iteration.duration";

    private final OwnMetric<? extends Durations> duration;
    private final Attributes common;
    private Durations[] byScenario = new Durations[16];

    IterationInstrument(OwnMetrics metrics, Attributes common) {
        this.common = common;
        duration = metrics.durations(
                DURATION,
                DurationUnit.SECONDS,
                "Duration of iterations: one pass of a virtual user through its scenario.");
    }

    void record(IterationEvent iteration) {
        series(iteration).record(iteration.duration());
    }

    /** What puts a span on the point of that iteration. */
    Runnable exemplar(IterationEvent iteration, SpanContext span) {
        Durations durations = series(iteration);
        long nanos = iteration.duration();
        long end = iteration.end();
        return () -> durations.exemplar(nanos, end, span);
    }

    private Durations series(IterationEvent iteration) {
        int index = iteration.scenarioIndex();
        if (index >= Naming.MAX_SERIES) {
            return series(Endpoint.OTHER);
        }
        if (index >= byScenario.length) {
            byScenario = Arrays.copyOf(byScenario, Math.max(index + 1, byScenario.length * 2));
        }
        Durations known = byScenario[index];
        if (known == null) {
            known = series(iteration.scenario());
            byScenario[index] = known;
        }
        return known;
    }

    private Durations series(String scenario) {
        return duration.of(
                common.toBuilder().put("loadtest.scenario", Texts.cut(scenario)).build());
    }
}
