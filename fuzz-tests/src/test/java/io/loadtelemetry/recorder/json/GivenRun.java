package io.loadtelemetry.recorder.json;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.RecorderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a recorder needs to know of a run, for one that a target drives by itself, a thousand times a second. */
record GivenRun(RunIdentity run, List<String> told) implements RecorderContext {

    GivenRun(RunIdentity run) {
        this(run, new ArrayList<>());
    }

    @Override
    public Node node() {
        return new Node("standalone", Role.STANDALONE, "0");
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
                return key.defaultValue();
            }
        };
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
        if (count > 0) {
            told.add(count + " " + reason);
        }
    }

    @Override
    public Accounting accounting() {
        return new Accounting(List.of());
    }

    @Override
    public void warn(String kind, String message) {
        told.add(message);
    }
}
