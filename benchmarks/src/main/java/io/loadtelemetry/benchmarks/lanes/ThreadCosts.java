package io.loadtelemetry.benchmarks.lanes;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/**
 * CPU time and allocation of threads so far.
 *
 * @param cpuNanos CPU time
 * @param bytes what was allocated
 */
record ThreadCosts(long cpuNanos, long bytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Those of the caller. */
    static ThreadCosts mine() {
        return new ThreadCosts(THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
    }

    /** Those of all living threads whose name begins so. */
    static ThreadCosts of(String prefix) {
        long cpu = 0;
        long bytes = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(prefix)) {
                cpu += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
                bytes += Math.max(0, THREADS.getThreadAllocatedBytes(thread.getThreadId()));
            }
        }
        return new ThreadCosts(cpu, bytes);
    }

    ThreadCosts since(ThreadCosts before) {
        return new ThreadCosts(cpuNanos - before.cpuNanos, bytes - before.bytes);
    }

    ThreadCosts plus(ThreadCosts other) {
        return new ThreadCosts(cpuNanos + other.cpuNanos, bytes + other.bytes);
    }
}
