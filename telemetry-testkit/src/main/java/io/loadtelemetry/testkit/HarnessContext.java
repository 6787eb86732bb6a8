package io.loadtelemetry.testkit;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RecorderAccounting;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.event.TelemetryEvent;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.RecorderContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a recorder under test can ask for; collects what it tells. */
final class HarnessContext implements RecorderContext {

    private final String id;
    private final RunIdentity run;
    private final Node node;
    private final RecorderConfig config;
    private final Consumer<TelemetryEvent> loop;
    private final long offset;
    private final BoundedList<TelemetryEvent> published = new BoundedList<>();
    private final BoundedList<String> warnings = new BoundedList<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private long handedOver;

    HarnessContext(String id, RunIdentity run, Node node, RecorderConfig config, Consumer<TelemetryEvent> loop) {
        this.id = id;
        this.run = run;
        this.node = node;
        this.config = config;
        this.loop = loop;
        Instant now = Instant.now();
        offset = now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
    }

    @Override
    public RunIdentity run() {
        return run;
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public RecorderConfig config() {
        return config;
    }

    @Override
    public long now() {
        return System.nanoTime() + offset;
    }

    @Override
    public void publish(RunEvent event) {
        published.add(event);
        loop.accept(event);
    }

    @Override
    public void publish(MetricEvent event) {
        published.add(event);
        loop.accept(event);
    }

    @Override
    public synchronized void dropped(String reason, long count) {
        if (count > 0) {
            dropped.merge(reason, count, Long::sum);
        }
    }

    @Override
    public synchronized Accounting accounting() {
        long lost = dropped.values().stream().mapToLong(Long::longValue).sum();
        return new Accounting(List.of(new RecorderAccounting(id, handedOver, handedOver - lost, dropped, 0)));
    }

    @Override
    public void warn(String kind, String message) {
        warnings.add(kind + ": " + message);
    }

    synchronized void handedOver() {
        handedOver++;
    }

    List<TelemetryEvent> published() {
        return published.copy();
    }

    List<String> warnings() {
        return warnings.copy();
    }
}
