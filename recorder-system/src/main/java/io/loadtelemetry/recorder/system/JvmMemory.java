package io.loadtelemetry.recorder.system;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The memory in use in each pool of the JVM; a JVM never changes its pools. */
final class JvmMemory implements Probe {

    private final List<Pool> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .map(bean -> new Pool(
                    bean,
                    Map.of(
                            "jvm.memory.type",
                            bean.getType() == MemoryType.HEAP ? "heap" : "non_heap",
                            "jvm.memory.pool.name",
                            bean.getName())))
            .toList();

    @Override
    public void read(Output output) {
        for (Pool pool : pools) {
            @Nullable MemoryUsage usage = pool.bean.getUsage();
            if (usage != null) {
                output.publish(Metric.JVM_MEMORY_USED, (double) usage.getUsed(), pool.attributes);
            }
        }
    }

    private record Pool(MemoryPoolMXBean bean, Map<String, String> attributes) {}
}
