package io.loadtelemetry.systemtest;

import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** What a child JVM runs: samples for a while and prints the names of the metrics and the warnings. */
public final class Sampling {

    private Sampling() {}

    /**
     * Samples.
     *
     * @param args the number of samples to wait for, 0 for creating the recorder and no more; the number of threads that
     *     keep a CPU busy meanwhile
     */
    public static void main(String[] args) throws Exception {
        int samples = Integer.parseInt(args[0]);
        int busy = Integer.parseInt(args[1]);
        CollectingContext context = CollectingContext.sampling("200ms");
        RecorderProvider provider = ServiceLoader.load(RecorderProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.id().equals("system"))
                .findFirst()
                .orElseThrow();
        System.out.println("module " + provider.getClass().getModule().getName());
        Recorder recorder = provider.create(context);
        if (samples > 0) {
            recorder.start();
            System.gc();
            burn(busy);
            while (context.of("process.cpu.utilization").size() < samples
                    || context.of("jvm.gc.duration").isEmpty()) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
        recorder.close();
        new TreeSet<>(context.metrics.stream().map(MetricEvent::name).toList())
                .forEach(name -> System.out.println("metric " + name));
        context.warnings.forEach(warning -> System.out.println("warning " + warning));
        if (busy > 0) {
            context.of("process.cpu.utilization").forEach(event -> System.out.println("share " + event.value()));
        }
        System.out.println("done");
    }

    private static void burn(int threads) {
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                while (true) {
                    Thread.onSpinWait();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
    }
}
