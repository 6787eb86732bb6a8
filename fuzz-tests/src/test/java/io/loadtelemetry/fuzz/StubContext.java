package io.loadtelemetry.fuzz;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.RecorderContext;
import java.util.List;
import java.util.Optional;

/** The surroundings of a recorder, made anew for each input without a thread or a file. Every key has its default. */
public record StubContext(RunIdentity run, Node node) implements RecorderContext, RecorderConfig {

    @Override
    public RecorderConfig config() {
        return this;
    }

    @Override
    public <T> T get(ConfigKey<T> key) {
        return key.defaultValue().orElseThrow();
    }

    @Override
    public <T> Optional<T> find(ConfigKey<T> key) {
        return key.defaultValue();
    }

    @Override
    public long now() {
        return 0;
    }

    @Override
    public void publish(RunEvent event) {}

    @Override
    public void publish(MetricEvent event) {}

    @Override
    public void dropped(String reason, long count) {
        if (count != 0) {
            throw new AssertionError(count + " lines lost: " + reason);
        }
    }

    @Override
    public Accounting accounting() {
        return new Accounting(List.of());
    }

    @Override
    public void warn(String kind, String message) {
        throw new AssertionError(kind + ": " + message);
    }
}
