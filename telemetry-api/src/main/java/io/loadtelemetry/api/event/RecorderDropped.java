package io.loadtelemetry.api.event;

/**
 * A recorder did not get events, or lost them.
 *
 * @param time nanoseconds since the Unix epoch
 * @param recorder the recorder's id
 * @param reason why; see {@link io.loadtelemetry.api.DropReason}
 * @param count how many since the last such event of this recorder and reason
 * @param since the time before which nothing of this count was dropped, nanoseconds since the Unix epoch
 */
public record RecorderDropped(long time, String recorder, String reason, long count, long since) implements RunEvent {
    @Override
    public String name() {
        return "recorder.dropped";
    }
}
