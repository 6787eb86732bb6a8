package io.loadtelemetry.api.event;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.StopReason;
import java.time.Duration;

/**
 * The run is over: the last event a recorder gets, after every request published before it and after the final
 * statistics.
 *
 * @param time nanoseconds since the Unix epoch
 * @param role what this node does: the name on a worker is {@code worker.stop}, so that a run of many nodes has one {@code
 *     test.stop}
 * @param reason why
 * @param duration from start to stop
 * @param accounting what became of the events before this one
 */
public record TestStop(long time, Role role, StopReason reason, Duration duration, Accounting accounting)
        implements RunEvent {
    @Override
    public String name() {
        return role == Role.WORKER ? "worker.stop" : "test.stop";
    }
}
