package io.loadtelemetry.core;

import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A master in a JVM of its own: prints what workers need, and at the end of its input what it counted. */
public final class FleetMaster {

    private FleetMaster() {}

    /**
     * Leads until its input ends.
     *
     * @param args none
     * @throws IOException if its input cannot be read
     */
    public static void main(String[] args) throws IOException {
        AtomicLong requests = new AtomicLong();
        Telemetry master = Telemetry.builder("scale")
                .role(Role.MASTER)
                .recorder(new Counts(requests))
                .set("telemetry.recorders", "counts")
                .set("telemetry.channel", "http")
                .set("telemetry.http.listen", "127.0.0.1:0")
                .set("telemetry.http.token", UUID.randomUUID().toString())
                .start();
        master.workerEnvironment().forEach((name, value) -> System.out.println(name + "=" + value));
        System.out.println();
        while (System.in.read() >= 0) {
            // Until the end.
        }
        master.close();
        System.out.println(requests.get());
    }

    /** Takes the total of the run. */
    private record Counts(AtomicLong requests) implements RecorderProvider, Recorder {

        @Override
        public String id() {
            return "counts";
        }

        @Override
        public Recorder create(RecorderContext context) {
            return this;
        }

        @Override
        public boolean wantsRequests() {
            return false;
        }

        @Override
        public void record(TelemetryEvent event) {
            if (event instanceof RequestStats stats
                    && stats.window() == RequestStats.Window.RUN
                    && stats.endpoint() == null) {
                requests.set(stats.requests());
            }
        }
    }
}
