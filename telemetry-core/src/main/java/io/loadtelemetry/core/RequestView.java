package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.RequestEvent;
import org.jspecify.annotations.Nullable;

/** A request as a lane sees it: a window on its copy of the slots, moved from one to the next. */
final class RequestView implements RequestEvent {

    private final long[] words;
    private final Subjects subjects;
    private int offset;

    RequestView(long[] words, Subjects subjects) {
        this.words = words;
        this.subjects = subjects;
    }

    RequestView at(int newOffset) {
        offset = newOffset;
        return this;
    }

    @Override
    public Endpoint endpoint() {
        return subjects.endpoints.get(endpointIndex());
    }

    @Override
    public int endpointIndex() {
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

    @Override
    public long intendedStart() {
        return words[offset + Slot.INTENDED_START];
    }

    @Override
    public @Nullable String errorType() {
        int index = Slot.upper(words[offset + Slot.OUTCOME]);
        return index == Subjects.NO_ERROR ? null : subjects.errorTypes.get(index);
    }

    @Override
    public boolean failed() {
        return Slot.upper(words[offset + Slot.OUTCOME]) != Subjects.NO_ERROR;
    }

    @Override
    public int statusCode() {
        return Slot.lower(words[offset + Slot.OUTCOME]);
    }

    @Override
    public long bytesSent() {
        return words[offset + Slot.BYTES_SENT];
    }

    @Override
    public long bytesReceived() {
        return words[offset + Slot.BYTES_RECEIVED];
    }
}
