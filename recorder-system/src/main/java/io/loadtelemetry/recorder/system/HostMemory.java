package io.loadtelemetry.recorder.system;

import java.util.Map;
import oshi.SystemInfo;
import oshi.hardware.GlobalMemory;

/** The physical memory of the host. What the system can give at once, caches included, counts as free. */
final class HostMemory implements Probe {

    private static final Map<String, String> USED = Map.of("system.memory.state", "used");
    private static final Map<String, String> FREE = Map.of("system.memory.state", "free");

    private final GlobalMemory memory = new SystemInfo().getHardware().getMemory();

    @Override
    public void read(Output output) {
        long free = memory.getAvailable();
        if (free <= 0) {
            // oshi says 0 where it could not read.
            throw new IllegalStateException("the operating system does not tell its memory");
        }
        output.publish(Metric.SYSTEM_MEMORY_USAGE, (double) (memory.getTotal() - free), USED);
        output.publish(Metric.SYSTEM_MEMORY_USAGE, (double) free, FREE);
    }
}
