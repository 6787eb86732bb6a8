package io.loadtelemetry.recorder.system;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The open file descriptors of this process: files, sockets, pipes. Where there is no such thing it publishes nothing.
 *
 * <p>The JDK counts them by listing a folder, which takes 10 ms for 10,000 connections. Linux from 6.2 on tells their
 * number as the size of that folder; before that, and elsewhere, they are counted so seldom that it costs at most a
 * thousandth of one CPU.
 */
final class OpenFiles implements Probe {

    private static final long COST = 1000;

    private final Path folder;
    private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    private long next = System.nanoTime();

    OpenFiles() {
        this(Path.of("/proc/self/fd"));
    }

    /** Reads the size of that folder, or counts where it has none. */
    OpenFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public void read(Output output) {
        long count = size();
        if (count <= 0 && system instanceof UnixOperatingSystemMXBean unix) {
            count = count(unix);
        }
        if (count > 0) {
            output.publish(Metric.PROCESS_FILE_DESCRIPTOR_COUNT, (double) count);
        }
    }

    private long size() {
        try {
            return Files.size(folder);
        } catch (IOException e) {
            return 0;
        }
    }

    private long count(UnixOperatingSystemMXBean unix) {
        long start = System.nanoTime();
        if (start - next < 0) {
            return 0;
        }
        long count = unix.getOpenFileDescriptorCount();
        long end = System.nanoTime();
        next = end + (end - start) * COST;
        return count;
    }
}
