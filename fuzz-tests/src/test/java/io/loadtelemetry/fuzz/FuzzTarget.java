package io.loadtelemetry.fuzz;

import io.loadtelemetry.core.ConfigurationFuzz;
import io.loadtelemetry.core.SnapshotFuzz;
import io.loadtelemetry.recorder.json.JsonLinesFuzz;
import io.loadtelemetry.recorder.json.PathTemplateFuzz;
import io.loadtelemetry.recorder.json.TornTailFuzz;
import io.loadtelemetry.recorder.otel.CollectorAnswerFuzz;
import io.loadtelemetry.recorder.otel.OtlpVariablesFuzz;

/** What is fuzzed. The seeds and findings of each are in the folder of test resources named like its class. */
enum FuzzTarget {
    JSON_LINES(JsonLinesFuzz.class, JsonLinesFuzz::fuzzerTestOneInput),
    TORN_TAIL(TornTailFuzz.class, TornTailFuzz::fuzzerTestOneInput),
    PATH_TEMPLATE(PathTemplateFuzz.class, PathTemplateFuzz::fuzzerTestOneInput),
    CONFIGURATION(ConfigurationFuzz.class, ConfigurationFuzz::fuzzerTestOneInput),
    OTLP_VARIABLES(OtlpVariablesFuzz.class, OtlpVariablesFuzz::fuzzerTestOneInput),
    COLLECTOR_ANSWER(CollectorAnswerFuzz.class, CollectorAnswerFuzz::fuzzerTestOneInput),
    TRACEPARENT(TraceparentFuzz.class, TraceparentFuzz::fuzzerTestOneInput),
    RUN_IDENTITY(RunIdentityFuzz.class, RunIdentityFuzz::fuzzerTestOneInput),
    SNAPSHOT(SnapshotFuzz.class, SnapshotFuzz::fuzzerTestOneInput);

    /** A target as it is called without Jazzer. */
    @FunctionalInterface
    interface Body {
        void run(byte[] input) throws Exception;
    }

    private final Class<?> type;
    /** A reference to a static method. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Body body;

    FuzzTarget(Class<?> type, Body body) {
        this.type = type;
        this.body = body;
    }

    Class<?> type() {
        return type;
    }

    void run(byte[] input) throws Exception {
        body.run(input);
    }
}
