package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.testkit.RecorderHarness;
import io.loadtelemetry.testkit.SampleEvents;
import java.util.Map;

/** Records ten requests with the recorder as a user would get it: configured by its environment alone. */
final class ChildMain {

    static final int REQUESTS = 10;

    private ChildMain() {}

    public static void main(String[] arguments) throws Exception {
        try {
            record(RecorderHarness.start(new OtelRecorderProvider(), Map.of()));
        } catch (ConfigurationException e) {
            System.out.println("ConfigurationException: " + e.getMessage());
            System.exit(2);
        }
    }

    private static void record(RecorderHarness harness) {
        try (harness) {
            harness.record(SampleEvents.testStart());
            for (int i = 0; i < REQUESTS; i++) {
                harness.record(Requests.success(Endpoint.of("GET", "/child"), 0, 1_000_000));
            }
        }
        harness.warnings().forEach(System.out::println);
        System.out.println(harness.accounting());
    }
}
