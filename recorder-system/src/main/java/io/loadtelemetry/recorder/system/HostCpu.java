package io.loadtelemetry.recorder.system;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;

/** What the CPUs of the host did since the last reading, by mode; the shares add up to 1. */
final class HostCpu implements Probe {

    private static final Map<TickType, String> MODES = new EnumMap<>(Map.of(
            TickType.USER, "user",
            TickType.NICE, "nice",
            TickType.SYSTEM, "system",
            TickType.IDLE, "idle",
            TickType.IOWAIT, "iowait",
            TickType.IRQ, "interrupt",
            TickType.STEAL, "steal"));

    private final CentralProcessor processor = new SystemInfo().getHardware().getProcessor();
    private final CpuWatch watch;
    private final boolean knowsAllModes;
    private long[] last = processor.getSystemCpuLoadTicks();

    /**
     * Takes the first reading.
     *
     * @param knowsAllModes whether 0 means that nothing was done in a mode, not that the system does not tell
     */
    HostCpu(CpuWatch watch, boolean knowsAllModes) {
        this.watch = watch;
        this.knowsAllModes = knowsAllModes;
        if (LongStream.of(last).allMatch(ticks -> ticks == 0)) {
            throw new UnsupportedOperationException("the operating system does not tell the time of its CPUs");
        }
    }

    @Override
    public void read(Output output) {
        long[] ticks = processor.getSystemCpuLoadTicks();
        double elapsed = 0;
        for (TickType type : TickType.values()) {
            elapsed += since(ticks, type);
        }
        if (elapsed == 0) {
            // oshi gives the same reading again for 300 ms.
            return;
        }
        for (Map.Entry<TickType, String> mode : MODES.entrySet()) {
            TickType type = mode.getKey();
            long spent = since(ticks, type);
            if (type == TickType.IRQ) {
                spent += since(ticks, TickType.SOFTIRQ);
            }
            if (knowsAllModes || ticks[type.getIndex()] > 0) {
                output.publish(Metric.SYSTEM_CPU_UTILIZATION, spent / elapsed, Map.of("cpu.mode", mode.getValue()));
            }
        }
        // Waiting for a disk leaves the CPU free; time stolen by the hypervisor does not.
        watch.observe(1 - (since(ticks, TickType.IDLE) + since(ticks, TickType.IOWAIT)) / elapsed);
        last = ticks;
    }

    // Idle and iowait of Linux can fall by a tick or two.
    private long since(long[] ticks, TickType type) {
        return Math.max(0, ticks[type.getIndex()] - last[type.getIndex()]);
    }
}
