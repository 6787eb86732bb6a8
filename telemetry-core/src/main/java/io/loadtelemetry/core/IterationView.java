package io.loadtelemetry.core;

import io.loadtelemetry.api.event.IterationEvent;

/** An iteration as a lane hands it on. */
final class IterationView extends SlotView implements IterationEvent {

    private final Subjects subjects;

    IterationView(long[] words, long[] traces, Subjects subjects) {
        super(words, traces);
        this.subjects = subjects;
    }

    @Override
    public String scenario() {
        return subjects.scenarios.get(subject());
    }

    @Override
    public int scenarioIndex() {
        return subject();
    }
}
