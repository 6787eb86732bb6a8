package io.loadtelemetry.benchmarks.publish;

import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.Telemetry;

/** This library, with no recorder but its statistics. */
final class OwnSubject implements Subject {

    private final Telemetry telemetry =
            Telemetry.builder("benchmark").set("telemetry.recorders", "none").start();
    private final RequestRecorder request = telemetry.request("GET", "/cart");

    @Override
    public void publish(long start, long end) {
        request.success(start, end, 512);
    }

    @Override
    public long taken() {
        return books().recorded();
    }

    @Override
    public long refused() {
        return books().dropped().values().stream().mapToLong(Long::longValue).sum();
    }

    private RecorderAccounting books() {
        return telemetry.accounting().recorder("statistics").orElseThrow();
    }

    @Override
    public void close() {
        telemetry.close();
    }
}
