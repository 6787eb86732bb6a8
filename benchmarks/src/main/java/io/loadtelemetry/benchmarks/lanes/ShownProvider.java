package io.loadtelemetry.benchmarks.lanes;

import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.List;

/** Keeps what the real provider creates. */
final class ShownProvider implements RecorderProvider {

    private final RecorderProvider real;
    private Recorder last = event -> {};

    ShownProvider(RecorderProvider real) {
        this.real = real;
    }

    @Override
    public String id() {
        return real.id();
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return real.keys();
    }

    @Override
    public Recorder create(RecorderContext context) throws Exception {
        last = real.create(context);
        return last;
    }

    Recorder created() {
        return last;
    }
}
