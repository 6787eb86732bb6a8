package io.loadtelemetry.faults;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A load tool whose surroundings are full of secrets: in its environment, its system properties, and in what one of its
 * recorders throws. Prints the {@code toString()} of every object of ours. Arguments: {@code run}, {@code create} where the
 * recorder cannot even be created, {@code builder} where a mistyped key is set in the builder.
 */
final class SecretsMain {

    private SecretsMain() {}

    public static void main(String[] arguments) {
        String what = arguments[0];
        TelemetryBuilder builder = Telemetry.builder("secrets")
                .recorder(new Leaky(what.equals("create")))
                .set("telemetry.recorders", "json,leaky,otel,system")
                .set("telemetry.close.timeout", "6s");
        if (what.equals("builder")) {
            builder.set("telemetry.json.pathh", Canary.MISTYPED.text());
        }
        OurObjects.printTexts("builder", builder);
        try (Telemetry telemetry = builder.start()) {
            RequestRecorder cart = telemetry.request("GET", "/cart/{id}");
            for (int i = 0; i < 20_000; i++) {
                long now = telemetry.now();
                cart.success(now - 1_000_000, now, 10);
                if (i % 1000 == 0) {
                    LockSupport.parkNanos(20_000_000);
                }
            }
            telemetry.event("deploy", Map.of("version", "1.4.2"));
            OurObjects.printTexts("telemetry", telemetry);
            telemetry.stop(StopReason.COMPLETED);
            OurObjects.printTexts("closed", telemetry);
        } catch (ConfigurationException e) {
            OurObjects.printTexts("exception", e);
            throw e;
        }
    }

    /** Throws what a database driver or an HTTP client throws. */
    private static final class Leaky implements RecorderProvider, Recorder {

        private final boolean atOnce;

        Leaky(boolean atOnce) {
            this.atOnce = atOnce;
        }

        @Override
        public String id() {
            return "leaky";
        }

        @Override
        public Recorder create(RecorderContext context) {
            if (atOnce) {
                throw failure();
            }
            return this;
        }

        private static RuntimeException failure() {
            return new IllegalStateException(
                    "cannot connect with password " + Canary.THROWN.text(),
                    new IllegalArgumentException("jdbc:db://u:" + Canary.CAUSE.text() + "@host"));
        }

        @Override
        public void record(TelemetryEvent event) {
            throw failure();
        }

        @Override
        public void tick(long now) {
            throw failure();
        }

        @Override
        public void close() {
            throw failure();
        }
    }
}
