package io.loadtelemetry.recorder.system;

import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/** The physical memory (resident set) and the threads of this process on systems other than Linux. */
final class OshiProcess implements Probe {

    private final OSProcess process = new SystemInfo().getOperatingSystem().getCurrentProcess();

    @Override
    public void read(Output output) {
        if (!process.updateAttributes()) {
            throw new IllegalStateException("the operating system does not tell of this process");
        }
        output.publish(Metric.PROCESS_MEMORY_USAGE, (double) process.getResidentMemory());
        output.publish(Metric.PROCESS_THREAD_COUNT, process.getThreadCount());
    }
}
