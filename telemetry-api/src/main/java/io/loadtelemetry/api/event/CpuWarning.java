package io.loadtelemetry.api.event;

import java.time.Duration;

/**
 * This node was short of CPU, by this process or by all of the host together: what it measured in that time may be its own slowness.
 *
 * @param time nanoseconds since the Unix epoch
 * @param value the greater of this process's share of the CPUs it may use and the busy share of the host, 0 to 1
 * @param threshold what the value exceeded, 0 to 1
 * @param duration how long it has lasted
 */
public record CpuWarning(long time, double value, double threshold, Duration duration) implements RunEvent {
    @Override
    public String name() {
        return "cpu.warning";
    }
}
