package io.loadtelemetry.api.event;

import io.loadtelemetry.api.Role;
import java.util.OptionalLong;

/**
 * The run started: the first event a recorder gets. The labels are in the run's identity.
 *
 * @param time nanoseconds since the Unix epoch
 * @param role what this node does: the name on a worker is {@code worker.start}, so that a run of many nodes has one {@code
 *     test.start}
 * @param targetUsers how many virtual users there shall be, where that was said
 */
public record TestStart(long time, Role role, OptionalLong targetUsers) implements RunEvent {
    @Override
    public String name() {
        return role == Role.WORKER ? "worker.start" : "test.start";
    }
}
