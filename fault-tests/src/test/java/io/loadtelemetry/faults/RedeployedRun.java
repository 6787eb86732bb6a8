package io.loadtelemetry.faults;

import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** One short run with all recorders. Public, with types of the JDK only, to be called from another class loader. */
public final class RedeployedRun implements Callable<String> {

    private final List<String> arguments;

    /** Takes the path of the file and the address of the collector. */
    public RedeployedRun(List<String> arguments) {
        this.arguments = arguments;
    }

    @Override
    public String call() throws InterruptedException {
        System.setProperty("otel.exporter.otlp.endpoint", arguments.get(1));
        Telemetry telemetry;
        try {
            telemetry = Telemetry.builder("redeploy")
                    .set("telemetry.recorders", arguments.get(2))
                    .set("telemetry.json.path", arguments.get(0))
                    .set("telemetry.slowest.path", arguments.get(0) + ".slowest")
                    .set("telemetry.system.interval", "10ms")
                    .start();
        } finally {
            System.clearProperty("otel.exporter.otlp.endpoint");
        }
        RequestRecorder cart = telemetry.request("GET", "/cart");
        for (int i = 0; i < 100; i++) {
            cart.success(telemetry.now() - 1000, telemetry.now(), 1);
        }
        telemetry.event("deploy", Map.of("version", "1"));
        Thread.sleep(10);
        telemetry.close();
        List<RecorderAccounting> books = telemetry.accounting().recorders();
        boolean balanced =
                books.stream().allMatch(each -> each.balanced() && each.pending() == 0 && each.droppedTotal() == 0);
        return books.size() + " recorders, " + (balanced ? "balanced" : books.toString());
    }
}
