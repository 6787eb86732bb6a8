package io.loadtelemetry.recorder.system;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;

/** The platform threads that run Java code; virtual threads are not among them. */
final class JvmThreads implements Probe {

    private static final Map<String, String> DAEMON = Map.of("jvm.thread.daemon", "true");
    private static final Map<String, String> NO_DAEMON = Map.of("jvm.thread.daemon", "false");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public void read(Output output) {
        int daemons = threads.getDaemonThreadCount();
        // Between the two readings a daemon may have ended.
        int others = Math.max(0, threads.getThreadCount() - daemons);
        output.publish(Metric.JVM_THREAD_COUNT, daemons, DAEMON);
        output.publish(Metric.JVM_THREAD_COUNT, others, NO_DAEMON);
    }
}
