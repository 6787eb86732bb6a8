package io.loadtelemetry.core;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.MergeResult;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.ChannelProvider;
import io.loadtelemetry.api.spi.MasterChannel;
import io.loadtelemetry.api.spi.WorkerChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the channel that is configured, if one is. */
final class Channels {

    private final Configuration configuration;
    private final Map<String, ChannelProvider> found;
    private final Role role;

    Channels(Configuration configuration, Map<String, ChannelProvider> found, Role role) {
        this.configuration = configuration;
        this.found = found;
        this.role = role;
    }

    private @Nullable ChannelProvider selected() {
        String id = configuration.find(CoreKeys.CHANNEL).orElse(null);
        if (id == null) {
            return null;
        }
        if (role == Role.STANDALONE) {
            throw new ConfigurationException(
                    "telemetry.channel is for nodes of a distributed run; this one is standalone:"
                            + " set telemetry.node.role to master or worker");
        }
        ChannelProvider provider = found.get(id);
        if (provider == null) {
            throw new ConfigurationException("telemetry.channel: there is no channel \"" + Printable.of(id)
                    + "\"; found are " + (found.isEmpty() ? "none" : String.join(", ", found.keySet())));
        }
        return provider;
    }

    /** The worker's end, if there is a channel and this is a worker. */
    @Nullable
    WorkerChannel connect() {
        ChannelProvider provider = selected();
        return provider == null || role != Role.WORKER
                ? null
                : open(provider, () -> provider.connect(configuration.forPlugin(provider)));
    }

    /** Opens the master's end, if there is a channel. */
    void listen(MasterSide master, RunIdentity run) {
        ChannelProvider provider = selected();
        if (provider == null) {
            return;
        }
        MasterChannel channel =
                open(provider, () -> provider.listen(configuration.forPlugin(provider), run, master::merge));
        Map<String, String> settings = new HashMap<>();
        settings.put(ConfigSource.PREFIX + CoreKeys.CHANNEL.name(), provider.id());
        channel.workerSettings()
                .forEach((key, value) -> settings.put(ConfigSource.PREFIX + provider.id() + '.' + key, value));
        master.listen(channel, settings);
    }

    private static <T> T open(ChannelProvider provider, Callable<T> opening) {
        try {
            return opening.call();
        } catch (ConfigurationException e) {
            throw e;
        } catch (Throwable e) {
            // Without the cause: its message would be printed too, and may carry a credential.
            throw new ConfigurationException(
                    "the channel " + provider.id() + " cannot be opened: " + Thrown.describe(e));
        }
    }

    /** Carries snapshots by what the load tool gave. */
    static SnapshotSender.Carrier carrier(Consumer<byte[]> given) {
        return snapshot -> {
            given.accept(snapshot);
            return MergeResult.MERGED;
        };
    }
}
