package io.loadtelemetry.core;

import io.loadtelemetry.api.event.IterationEvent;

/** An iteration as a lane sees it; see {@link RequestView}. */
final class IterationView implements IterationEvent {

    private final long[] words;
    private final Subjects subjects;
    private int offset;

    IterationView(long[] words, Subjects subjects) {
        this.words = words;
        this.subjects = subjects;
    }

    IterationView at(int newOffset) {
        offset = newOffset;
        return this;
    }

    @Override
    public String scenario() {
        return subjects.scenarios.get(scenarioIndex());
    }

    @Override
    public int scenarioIndex() {
        return Slot.lower(words[offset + Slot.SUBJECT]);
    }

    @Override
    public long start() {
        return words[offset + Slot.START];
    }

    @Override
    public long end() {
        return Math.max(words[offset + Slot.START], words[offset + Slot.END]);
    }
}
