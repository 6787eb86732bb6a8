package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.RequestEvent;
import org.jspecify.annotations.Nullable;

/** A request as a lane hands it on. */
final class RequestView extends SlotView implements RequestEvent {

    private final Subjects subjects;

    RequestView(long[] words, long[] traces, Subjects subjects) {
        super(words, traces);
        this.subjects = subjects;
    }

    @Override
    public Endpoint endpoint() {
        return subjects.endpoints.get(subject());
    }

    @Override
    public int endpointIndex() {
        return subject();
    }

    @Override
    public long intendedStart() {
        return word(Slot.INTENDED_START);
    }

    @Override
    public @Nullable String errorType() {
        int index = Slot.upper(word(Slot.OUTCOME));
        return index == Subjects.NO_ERROR ? null : subjects.errorTypes.get(index);
    }

    @Override
    public boolean failed() {
        return Slot.upper(word(Slot.OUTCOME)) != Subjects.NO_ERROR;
    }

    @Override
    public int statusCode() {
        return Slot.lower(word(Slot.OUTCOME));
    }

    @Override
    public long bytesSent() {
        return word(Slot.BYTES_SENT);
    }

    @Override
    public long bytesReceived() {
        return word(Slot.BYTES_RECEIVED);
    }
}
