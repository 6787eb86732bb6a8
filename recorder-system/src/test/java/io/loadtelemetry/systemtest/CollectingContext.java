package io.loadtelemetry.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.CpuWarning;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.RecorderContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a recorder publishes, in its order. */
public final class CollectingContext implements RecorderContext {

    public final List<MetricEvent> metrics = new CopyOnWriteArrayList<>();
    public final List<CpuWarning> cpuWarnings = new CopyOnWriteArrayList<>();
    public final List<String> warnings = new CopyOnWriteArrayList<>();

    private final Map<String, String> config;

    public CollectingContext(Map<String, String> config) {
        this.config = config;
    }

    public static CollectingContext sampling(String interval) {
        return new CollectingContext(Map.of("interval", interval));
    }

    public List<MetricEvent> of(String name) {
        return metrics.stream().filter(event -> event.name().equals(name)).toList();
    }

    public List<MetricEvent> of(String name, Map<String, String> attributes) {
        return of(name).stream()
                .filter(event -> event.attributes().entrySet().containsAll(attributes.entrySet()))
                .toList();
    }

    /** Waits for a measurement taken from now on. */
    public double next(String name, Map<String, String> attributes) {
        int before = of(name, attributes).size();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> of(name, attributes).size() > before);
        return of(name, attributes).get(before).value();
    }

    public double next(String name) {
        return next(name, Map.of());
    }

    public double last(String name, Map<String, String> attributes) {
        List<MetricEvent> events = of(name, attributes);
        assertThat(events).isNotEmpty();
        return events.get(events.size() - 1).value();
    }

    @Override
    public RunIdentity run() {
        return new RunIdentity("run", "plan", Instant.EPOCH, Map.of());
    }

    @Override
    public Node node() {
        return new Node("standalone", Role.STANDALONE, "instance");
    }

    @Override
    public RecorderConfig config() {
        return new RecorderConfig() {
            @Override
            public <T> T get(ConfigKey<T> key) {
                return find(key).orElseThrow();
            }

            @Override
            public <T> Optional<T> find(ConfigKey<T> key) {
                String text = config.get(key.name());
                return text == null ? key.defaultValue() : Optional.of(key.parse(text));
            }
        };
    }

    @Override
    public long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public void publish(RunEvent event) {
        if (event instanceof CpuWarning warning) {
            cpuWarnings.add(warning);
        }
    }

    @Override
    public void publish(MetricEvent event) {
        metrics.add(event);
    }

    @Override
    public void dropped(String reason, long count) {}

    @Override
    public Accounting accounting() {
        return new Accounting(List.of());
    }

    @Override
    public void warn(String kind, String message) {
        warnings.add(kind + ": " + message);
    }
}
