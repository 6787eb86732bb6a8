package io.loadtelemetry.benchmarks.overhead;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was used up to a moment.
 *
 * @param nanos the moment
 * @param cpu CPU time of the process, in nanoseconds
 * @param background CPU time of each thread that is not the load's, by its id
 * @param allocated bytes allocated by the load's threads
 */
record Usage(long nanos, long cpu, Map<Long, Long> background, long allocated) {

    /** The load's HTTP client is the first of the process. */
    private static final String LOAD_CLIENT = "HttpClient-1-";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Usage now(List<Thread> load) {
        long[] ids = load.stream().mapToLong(Thread::getId).toArray();
        long allocated = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(ids)) {
            allocated += bytes;
        }
        Map<Long, Long> background = new HashMap<>();
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && isBackground(thread, load)) {
                background.put(thread.getThreadId(), THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return new Usage(System.nanoTime(), processCpu(), background, allocated);
    }

    /** CPU time of the process, in nanoseconds. */
    static long processCpu() {
        return SYSTEM.getProcessCpuTime();
    }

    private static boolean isBackground(ThreadInfo thread, List<Thread> load) {
        return !thread.getThreadName().startsWith(LOAD_CLIENT)
                && load.stream().noneMatch(user -> user.getId() == thread.getThreadId());
    }

    /** CPUs that the process used since then. */
    double cpus(Usage before) {
        return (cpu - before.cpu) / (double) (nanos - before.nanos);
    }

    /** CPUs that the threads of the subject used since then. */
    double backgroundCpus(Usage before) {
        long used = 0;
        for (Map.Entry<Long, Long> thread : background.entrySet()) {
            used += Math.max(0, thread.getValue() - before.background.getOrDefault(thread.getKey(), 0L));
        }
        return used / (double) (nanos - before.nanos);
    }
}
