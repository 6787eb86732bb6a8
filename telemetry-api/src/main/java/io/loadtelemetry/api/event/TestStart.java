package io.loadtelemetry.api.event;

import java.util.OptionalLong;

/**
 * The run started: the first event a recorder gets. The labels are in the run's identity.
 *
 * @param time nanoseconds since the Unix epoch
 * @param targetUsers how many virtual users there shall be, where that was said
 */
public record TestStart(long time, OptionalLong targetUsers) implements RunEvent {
    @Override
    public String name() {
        return "test.start";
    }
}
