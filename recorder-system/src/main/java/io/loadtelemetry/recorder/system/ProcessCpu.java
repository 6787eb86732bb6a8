package io.loadtelemetry.recorder.system;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The share of the CPUs this process may use that it did use since the last reading. */
final class ProcessCpu implements Probe {

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final CpuWatch watch;
    private long lastCpuTime = -1;
    private long lastTime;

    ProcessCpu(CpuWatch watch) {
        this.watch = watch;
        if (system.getProcessCpuTime() < 0) {
            throw new UnsupportedOperationException("the JVM does not tell the CPU time of its process");
        }
    }

    @Override
    public void read(Output output) {
        long cpuTime = system.getProcessCpuTime();
        long time = System.nanoTime();
        if (lastCpuTime >= 0 && time > lastTime) {
            // Unlike the number of CPUs of the host this one heeds CPU sets and the quota of a container; it may
            // change.
            int cpus = Runtime.getRuntime().availableProcessors();
            double share = (double) (cpuTime - lastCpuTime) / (time - lastTime) / cpus;
            double utilization = Math.min(1, Math.max(0, share));
            output.publish(Metric.PROCESS_CPU_UTILIZATION, utilization);
            watch.observe(utilization);
        }
        lastCpuTime = cpuTime;
        lastTime = time;
    }
}
