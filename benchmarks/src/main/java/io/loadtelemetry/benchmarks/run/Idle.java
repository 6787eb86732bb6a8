package io.loadtelemetry.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a run costs in which nothing happens: {@code recorders=json,otel,system}, {@code off} for no telemetry. */
public final class Idle {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Idle() {}

    /**
     * Measures the CPU time of the process.
     *
     * @param args {@code recorders=}, {@code warmup=} and {@code seconds=}
     * @throws Exception if the receiver cannot be started
     */
    @SuppressWarnings("try") // Nothing happens in the run.
    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args);
        String recorders = arguments.text("recorders", "json,otel,system");
        try (Recorders all = new Recorders();
                Telemetry telemetry =
                        recorders.equals("off") ? null : all.builder(recorders).start()) {
            TimeUnit.SECONDS.sleep(arguments.number("warmup", 4));
            long wall = System.nanoTime();
            long cpu = PROCESS.getProcessCpuTime();
            TimeUnit.SECONDS.sleep(arguments.number("seconds", 10));
            double share = (PROCESS.getProcessCpuTime() - cpu) / (double) (System.nanoTime() - wall);
            new Result("idle", subject(telemetry), Map.of("recorders", recorders), "cpu", "cores", share).print();
        }
    }

    private static String subject(@Nullable Telemetry telemetry) {
        return telemetry == null ? "off" : "loadtelemetry";
    }
}
