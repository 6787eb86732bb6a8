package io.loadtelemetry.examples.custom;

import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.List;

/** Makes the recorder {@code slowest} known: its id, its keys, and how it is created. */
public final class SlowestRecorderProvider implements RecorderProvider {

    // Users set it as telemetry.slowest.path, or as TELEMETRY_SLOWEST_PATH in the environment.
    static final ConfigKey<String> PATH = ConfigKey.text("path", "the file for the slowest requests of the run")
            .withDefault("slowest.txt");

    static final ConfigKey<Integer> KEEP =
            ConfigKey.integer("keep", "how many requests are kept", 1, 1000).withDefault("5");

    /** Called by {@link java.util.ServiceLoader}. */
    public SlowestRecorderProvider() {}

    @Override
    public String id() {
        return "slowest";
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return List.of(PATH, KEEP);
    }

    @Override
    public Recorder create(RecorderContext context) {
        return new SlowestRecorder(context.config().get(PATH), context.config().get(KEEP));
    }
}
