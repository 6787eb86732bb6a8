package io.loadtelemetry.recorder.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The physical memory (resident set) and the threads of this process on Linux, from {@code /proc/self/status}
 * (proc_pid_status(5)). oshi reads five files for them, which alone cost as much as all other probes together.
 */
final class ProcSelfStatus implements Probe {

    private static final String RESIDENT = "VmRSS:";
    private static final String THREADS = "Threads:";
    private static final double BYTES_PER_KILOBYTE = 1024;

    private final Path file;

    ProcSelfStatus() {
        this(Path.of("/proc/self/status"));
    }

    ProcSelfStatus(Path file) {
        this.file = file;
    }

    @Override
    public void read(Output output) throws IOException {
        long kilobytes = -1;
        long threads = -1;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(RESIDENT)) {
                kilobytes = Long.parseLong(line.substring(RESIDENT.length(), line.lastIndexOf(" kB"))
                        .strip());
            } else if (line.startsWith(THREADS)) {
                threads = Long.parseLong(line.substring(THREADS.length()).strip());
            }
        }
        if (kilobytes < 0 || threads < 0) {
            throw new IllegalStateException(file + " has no " + RESIDENT + " or no " + THREADS);
        }
        output.publish(Metric.PROCESS_MEMORY_USAGE, kilobytes * BYTES_PER_KILOBYTE);
        output.publish(Metric.PROCESS_THREAD_COUNT, (double) threads);
    }
}
