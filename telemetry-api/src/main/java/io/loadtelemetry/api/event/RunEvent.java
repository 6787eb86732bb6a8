package io.loadtelemetry.api.event;

/** A rare event with a name: the lifecycle of the run, a warning, an annotation. Immutable. */
public sealed interface RunEvent extends TelemetryEvent
        permits TestStart,
                TestStop,
                SpawningComplete,
                CpuWarning,
                RecorderDropped,
                WorkerJoin,
                WorkerLeave,
                Annotation {

    /**
     * The name used in every output.
     *
     * @return for instance {@code test.start}
     */
    String name();
}
