package io.loadtelemetry.testkit;

import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.Recorder;
import io.loadtelemetry.api.spi.RecorderContext;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Provides an {@link InMemoryRecorder}. {@link java.util.ServiceLoader} does not find it: give it to
 * {@link io.loadtelemetry.api.TelemetryBuilder#recorder}. Thread-safe.
 */
public final class InMemoryProvider implements RecorderProvider {

    private static final ConfigKey<Integer> CAPACITY = ConfigKey.integer(
                    "capacity", "how many events are kept, the newest", 1, Integer.MAX_VALUE)
            .withDefault("100000");

    private final String id;
    private volatile @Nullable InMemoryRecorder recorder;

    /** With the id {@code memory}. */
    public InMemoryProvider() {
        this("memory");
    }

    /**
     * With an id of its own, for several in one run.
     *
     * @param id the recorder's id
     */
    public InMemoryProvider(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<ConfigKey<?>> keys() {
        return List.of(CAPACITY);
    }

    @Override
    public Recorder create(RecorderContext context) {
        InMemoryRecorder created =
                new InMemoryRecorder(context, context.config().get(CAPACITY));
        recorder = created;
        return created;
    }

    /**
     * The recorder of the run started last.
     *
     * @return the recorder, also after the run
     * @throws IllegalStateException if no run was started with this provider
     */
    public InMemoryRecorder recorder() {
        InMemoryRecorder created = recorder;
        if (created == null) {
            throw new IllegalStateException("no run was started with the recorder " + id);
        }
        return created;
    }
}
