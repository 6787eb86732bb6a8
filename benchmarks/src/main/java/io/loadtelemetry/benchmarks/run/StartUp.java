package io.loadtelemetry.benchmarks.run;

import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.benchmarks.Arguments;
import io.loadtelemetry.benchmarks.Result;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long the first start of a run in a JVM takes: {@code recorders=json,otel,system}. */
public final class StartUp {

    private StartUp() {}

    /**
     * Measures once; a second start in a JVM is another thing.
     *
     * @param args {@code recorders=}
     * @throws Exception if the receiver cannot be started
     */
    @SuppressWarnings("try") // Nothing happens in the run.
    public static void main(String[] args) throws Exception {
        String recorders = new Arguments(args).text("recorders", "json,otel,system");
        try (Recorders all = new Recorders()) {
            long before = System.nanoTime();
            try (Telemetry telemetry = all.builder(recorders).start()) {
                double millis = (System.nanoTime() - before) / (double) TimeUnit.MILLISECONDS.toNanos(1);
                new Result("startup", "loadtelemetry", Map.of("recorders", recorders), "time", "ms", millis).print();
            }
        }
    }
}
