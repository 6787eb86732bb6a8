package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.RecorderContext;
import java.nio.file.Path;
import java.util.Optional;

/** A context with another path, for a recorder that a test calls on its own thread. */
record MovedContext(RecorderContext context, Path path) implements RecorderContext {

    @Override
    public RunIdentity run() {
        return context.run();
    }

    @Override
    public Node node() {
        return context.node();
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
                return key == JsonKeys.PATH
                        ? Optional.of(key.parse(path.toString()))
                        : context.config().find(key);
            }
        };
    }

    @Override
    public long now() {
        return context.now();
    }

    @Override
    public void publish(RunEvent event) {
        context.publish(event);
    }

    @Override
    public void publish(MetricEvent event) {
        context.publish(event);
    }

    @Override
    public void dropped(String reason, long count) {
        context.dropped(reason, count);
    }

    @Override
    public Accounting accounting() {
        return context.accounting();
    }

    @Override
    public void warn(String kind, String message) {
        context.warn(kind, message);
    }
}
