package io.loadtelemetry.core;

import io.loadtelemetry.api.event.TelemetryEvent;

/**
 * A rare event on its way, with how far each stripe of requests had got when it was published: a lane hands it over after
 * it has read so far.
 */
final class RingEvent {

    private final TelemetryEvent event;
    private final long[] after;

    RingEvent(TelemetryEvent event, long[] after) {
        this.event = event;
        this.after = after;
    }

    TelemetryEvent event() {
        return event;
    }

    /** How many sequences of the given stripe were claimed before. */
    long after(int stripe) {
        return after[stripe];
    }
}
