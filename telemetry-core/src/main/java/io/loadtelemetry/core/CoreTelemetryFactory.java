package io.loadtelemetry.core;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.spi.ChannelProvider;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.api.spi.TelemetryFactory;
import io.loadtelemetry.api.spi.TelemetrySettings;
import io.loadtelemetry.api.spi.WorkerChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Starts a run: finds the recorders, reads the configuration, and sets up ring and lanes. Public for the service loader. */
public final class CoreTelemetryFactory implements TelemetryFactory {

    /** For the service loader. */
    public CoreTelemetryFactory() {}

    @Override
    public Telemetry start(TelemetrySettings settings) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Discovery.Found<RecorderProvider> found =
                Discovery.find(RecorderProvider.class, loader, settings.recorders(), Warnings::log);
        Map<String, ChannelProvider> channelProviders = Discovery.find(
                        ChannelProvider.class, loader, List.of(), Warnings::log)
                .byId();
        Configuration configuration = Configuration.resolve(
                settings.options(),
                texts(System.getProperties()),
                System.getenv(),
                found.providers(),
                List.copyOf(channelProviders.values()));
        Node node = Identities.node(configuration);
        Channels channels = new Channels(configuration, channelProviders, node.role());
        WorkerChannel channel = channels.connect();
        try {
            return start(settings, configuration, found, node, channels, channel);
        } catch (RuntimeException | Error e) {
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    private static Telemetry start(
            TelemetrySettings settings,
            Configuration configuration,
            Discovery.Found<RecorderProvider> found,
            Node node,
            Channels channels,
            @Nullable WorkerChannel channel) {
        SnapshotSender.Carrier carrier = carrier(settings, node, channel);
        RunClock clock = new RunClock();
        RunIdentity run = node.role() == Role.WORKER
                ? Identities.ofWorker(configuration, settings.testPlan(), channel)
                : Identities.begun(node.role(), configuration, testPlan(settings, configuration), clock.startTime());
        RunAssembly assembly = new RunAssembly(configuration, run, node, clock, new Warnings());
        for (RecorderProvider provider : Discovery.select(found, configuration)) {
            if (configuration.roles(provider).contains(node.role())) {
                assembly.add(provider);
            }
        }
        OptionalLong targetUsers =
                settings.targetUsers() < 0 ? OptionalLong.empty() : OptionalLong.of(settings.targetUsers());
        return assembly.assemble(channels, carrier, channel).start(targetUsers);
    }

    private static SnapshotSender.@Nullable Carrier carrier(
            TelemetrySettings settings, Node node, @Nullable WorkerChannel channel) {
        if (settings.snapshots() == null) {
            return channel == null ? null : channel::send;
        }
        if (node.role() != Role.WORKER) {
            throw new ConfigurationException("snapshots(…) was given to a "
                    + node.role().wireName() + ": only a worker makes snapshots (telemetry.node.role=worker)");
        }
        if (channel != null) {
            throw new ConfigurationException(
                    "snapshots(…) and telemetry.channel are both given: a worker's snapshots go" + " one way only");
        }
        return Channels.carrier(settings.snapshots());
    }

    private static String testPlan(TelemetrySettings settings, Configuration configuration) {
        String given = settings.testPlan();
        if (given == null) {
            return configuration
                    .find(CoreKeys.TEST_PLAN)
                    .orElseThrow(
                            () -> new ConfigurationException(
                                    "no test plan is given: name it by Telemetry.builder(\"…\") or the key telemetry.test.plan"));
        }
        if (given.isBlank()) {
            throw new ConfigurationException("the test plan given to Telemetry.builder is empty: it needs a name");
        }
        return given;
    }

    private static Map<String, String> texts(Properties properties) {
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return texts;
    }
}
