package io.loadtelemetry.benchmarks.overhead;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.StopReason;
import io.loadtelemetry.api.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A telemetry of which only what the load calls per request is left to do; the clock is that of the API's own no-op. */
abstract class BareTelemetry implements Telemetry {

    private final RunIdentity run = new RunIdentity("", "overhead", Instant.now(), Map.of());
    private final long offset =
            run.startTime().getEpochSecond() * 1_000_000_000L + run.startTime().getNano() - System.nanoTime();

    @Override
    public long now() {
        return System.nanoTime() + offset;
    }

    @Override
    public final void users(long count) {}

    @Override
    public final void users(String scenario, long count) {}

    @Override
    public final void targetUsers(long count) {}

    @Override
    public final void spawningComplete(long users) {}

    @Override
    public final void event(String name, Map<String, ?> attributes) {}

    @Override
    public final RunIdentity run() {
        return run;
    }

    @Override
    public final Accounting accounting() {
        return new Accounting(List.of());
    }

    @Override
    public void stop(StopReason reason) {}
}
