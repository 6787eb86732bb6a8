package io.loadtelemetry.merge;

import io.loadtelemetry.api.Accounting;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.event.RequestStats;
import io.loadtelemetry.api.event.RunEvent;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.recorder.json.JsonRecorderProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes statistics by the recorder that writes them in a run, so that the lines are the same to the last byte. */
final class LineWriter {

    private LineWriter() {}

    static void write(Path file, RunIdentity run, Node node, List<RequestStats> statistics) throws Exception {
        Recorder recorder = new JsonRecorderProvider().create(new Context(file, run, node));
        try {
            recorder.start();
            for (RequestStats stats : statistics) {
                recorder.record(stats);
            }
        } finally {
            recorder.close();
        }
    }

    private record Context(Path file, RunIdentity run, Node node) implements RecorderContext, RecorderConfig {

        @Override
        public RecorderConfig config() {
            return this;
        }

        @Override
        public <T> T get(ConfigKey<T> key) {
            return find(key).orElseThrow();
        }

        @Override
        public <T> Optional<T> find(ConfigKey<T> key) {
            return key.name().equals("path") ? Optional.of(key.parse(file.toString())) : key.defaultValue();
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
                throw new IllegalStateException(count + " lines cannot be written: " + reason);
            }
        }

        @Override
        public Accounting accounting() {
            return new Accounting(List.of());
        }

        @Override
        public void warn(String kind, String message) {
            throw new IllegalStateException(message);
        }
    }
}
