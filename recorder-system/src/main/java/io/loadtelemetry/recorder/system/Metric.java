package io.loadtelemetry.recorder.system;

import io.loadtelemetry.api.event.MetricEvent.Kind;

/**
 * What is measured, under the names, kinds and units of the OpenTelemetry semantic conventions 1.44: process metrics,
 * system metrics, JVM metrics. {@code docs/system-metrics.md} has the same table for users; a test compares them.
 */
enum Metric {
    PROCESS_CPU_UTILIZATION("process.cpu.utilization", Kind.GAUGE, "1"),
    PROCESS_MEMORY_USAGE("process.memory.usage", Kind.UP_DOWN_COUNTER, "By"),
    PROCESS_THREAD_COUNT("process.thread.count", Kind.UP_DOWN_COUNTER, "{thread}"),
    PROCESS_FILE_DESCRIPTOR_COUNT("process.unix.file_descriptor.count", Kind.UP_DOWN_COUNTER, "{file_descriptor}"),
    SYSTEM_CPU_UTILIZATION("system.cpu.utilization", Kind.GAUGE, "1"),
    SYSTEM_MEMORY_USAGE("system.memory.usage", Kind.UP_DOWN_COUNTER, "By"),
    SYSTEM_NETWORK_IO("system.network.io", Kind.COUNTER, "By"),
    JVM_MEMORY_USED("jvm.memory.used", Kind.UP_DOWN_COUNTER, "By"),
    JVM_GC_DURATION("jvm.gc.duration", Kind.HISTOGRAM, "s"),
    JVM_THREAD_COUNT("jvm.thread.count", Kind.UP_DOWN_COUNTER, "{thread}");

    private final String metricName;
    private final Kind kind;
    private final String unit;

    Metric(String metricName, Kind kind, String unit) {
        this.metricName = metricName;
        this.kind = kind;
        this.unit = unit;
    }

    String metricName() {
        return metricName;
    }

    Kind kind() {
        return kind;
    }

    String unit() {
        return unit;
    }
}
