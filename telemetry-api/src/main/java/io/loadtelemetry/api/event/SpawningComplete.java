package io.loadtelemetry.api.event;

/**
 * The ramp-up is over.
 *
 * @param time nanoseconds since the Unix epoch
 * @param users the virtual users there are
 */
public record SpawningComplete(long time, long users) implements RunEvent {
    @Override
    public String name() {
        return "spawning.complete";
    }
}
