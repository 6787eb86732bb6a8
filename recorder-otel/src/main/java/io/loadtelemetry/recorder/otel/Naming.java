package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.spi.RecorderContext;
import io.opentelemetry.api.metrics.Meter;

/** Decides what the metrics of a run are: their names, units and attributes. Chosen once, at the start. */
interface Naming {

    /** The series of requests, or of iterations, that are kept apart: enough for 2,000 endpoints that also fail. */
    int MAX_SERIES = 20_000;

    static Naming of(String word) {
        return word.equals("locust") ? new LocustNaming() : new LoadtestNaming();
    }

    /** Whether histograms have explicit buckets where the user says nothing of it. */
    boolean explicitBuckets();

    /**
     * Makes the instruments.
     *
     * @param meter makes those of what happens now and then
     * @param metrics makes those of what happens with every request
     * @param context knows the run
     * @param settings what the user wants
     */
    Instruments instruments(Meter meter, OwnMetrics metrics, RecorderContext context, OtelSettings settings);
}
