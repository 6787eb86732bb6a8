package io.loadtelemetry.api.event;

import java.time.Duration;

/**
 * This node used nearly all the CPU it may use: what it measured in that time may be its own slowness.
 *
 * @param time nanoseconds since the Unix epoch
 * @param value the share of the CPUs this process may use, 0 to 1
 * @param threshold what the value exceeded, 0 to 1
 * @param duration how long it has lasted
 */
public record CpuWarning(long time, double value, double threshold, Duration duration) implements RunEvent {
    @Override
    public String name() {
        return "cpu.warning";
    }
}
