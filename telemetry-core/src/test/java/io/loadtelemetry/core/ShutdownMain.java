package io.loadtelemetry.core;

import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.event.TestStop;

/** What {@link ShutdownTest} runs in a JVM of its own. */
final class ShutdownMain {

    private ShutdownMain() {}

    public static void main(String[] args) throws InterruptedException {
        String what = args[0];
        boolean sibling = what.startsWith("recorder-");
        ListRecorder witness = new ListRecorder("witness") {
            private long requests;

            @Override
            public void record(TelemetryEvent event) {
                if (event instanceof RequestStats stats
                        && stats.window() == RequestStats.Window.RUN
                        && stats.endpoint() == null) {
                    requests = stats.requests();
                } else if (event instanceof TestStop stop) {
                    String text = "stop " + stop.reason().wireName();
                    System.out.println(sibling ? "sibling " + text : text + " requests=" + requests);
                }
            }

            @Override
            public void close() {
                System.out.println(sibling ? "sibling closed" : "closed");
            }
        };
        ListRecorder other = new ListRecorder("other").that(event -> {
            if (event instanceof RequestEvent && what.equals("recorder-exit")) {
                System.exit(4);
            } else if (event instanceof RequestEvent && what.equals("recorder-hangs")) {
                Thread.sleep(Long.MAX_VALUE);
            }
        });
        Telemetry telemetry = Telemetry.builder("plan")
                .recorder(witness)
                .recorder(other)
                .set("telemetry.close.timeout", "4s")
                .start();
        RunTest.publish(telemetry.request("GET", "/"), 1_000);
        System.out.println("published");
        switch (what) {
            case "exit" -> System.exit(3);
            case "wait", "recorder-exit" -> Thread.sleep(60_000);
            default -> {
                // The JVM ends, because nothing of the run is a thread that keeps it.
            }
        }
    }
}
