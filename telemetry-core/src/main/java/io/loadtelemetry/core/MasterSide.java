package io.loadtelemetry.core;

import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.MasterChannel;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The leading node of a distributed run. */
final class MasterSide implements Distribution {

    private final RunIdentity run;
    private final Fleet fleet;
    private final Warnings warnings;
    private @Nullable MasterChannel channel;
    private Map<String, String> channelSettings = Map.of();

    MasterSide(RunIdentity run, Fleet fleet, Warnings warnings) {
        this.run = run;
        this.fleet = fleet;
        this.warnings = warnings;
    }

    /**
     * Before the start.
     *
     * @param open takes snapshots here
     * @param settings the configuration keys of a worker, full names
     */
    void listen(MasterChannel open, Map<String, String> settings) {
        channel = open;
        channelSettings = settings;
    }

    @Override
    public MergeResult merge(byte[] snapshot) {
        MergeResult result = fleet.merge(snapshot);
        if (!result.reason().isEmpty()) {
            warnings.warn("fleet/" + result.outcome(), result.reason());
        }
        return result;
    }

    @Override
    public Map<String, String> workerEnvironment() {
        Map<String, String> environment = new TreeMap<>();
        channelSettings.forEach((key, value) -> environment.put(ConfigSource.ENVIRONMENT.spelling(key), value));
        environment.put(ConfigSource.ENVIRONMENT.spelling(ConfigSource.PREFIX + CoreKeys.RUN.name()), run.encode());
        return environment;
    }

    @Override
    public void beforeEnd(long nanos) throws InterruptedException {
        fleet.awaitLeft(nanos);
    }

    @Override
    public void end(long nanos) {
        abandon();
    }

    @Override
    public void abandon() {
        if (channel != null) {
            channel.close();
        }
    }
}
