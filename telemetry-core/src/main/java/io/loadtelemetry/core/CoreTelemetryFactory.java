package io.loadtelemetry.core;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.spi.RecorderProvider;
import io.loadtelemetry.api.spi.TelemetryFactory;
import io.loadtelemetry.api.spi.TelemetrySettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;

/** Starts a run: finds the recorders, reads the configuration, and sets up ring and lanes. Public for the service loader. */
public final class CoreTelemetryFactory implements TelemetryFactory {

    /** For the service loader. */
    public CoreTelemetryFactory() {}

    @Override
    public Telemetry start(TelemetrySettings settings) {
        Discovery.Found found =
                Discovery.find(Thread.currentThread().getContextClassLoader(), settings.recorders(), Warnings::log);
        Configuration configuration = Configuration.resolve(
                settings.options(), texts(System.getProperties()), System.getenv(), found.providers());
        RunClock clock = new RunClock();
        Node node = Identities.node(configuration);
        RunIdentity run = Identities.run(
                node.role(), configuration, settings.testPlan(), clock.startTime(), () -> testPlan(settings, configuration));

        List<RecorderProvider> selected = Discovery.select(found, configuration);
        Warnings warnings = new Warnings();
        RunAssembly assembly = new RunAssembly(configuration, run, node, clock, warnings);
        if (settings.snapshots() != null) {
            if (node.role() != Role.WORKER) {
                throw new ConfigurationException("snapshots(…) was given to a " + node.role().wireName()
                        + ": only a worker makes snapshots (telemetry.node.role=worker)");
            }
            assembly.snapshots(settings.snapshots());
        }
        for (RecorderProvider provider : selected) {
            assembly.add(provider);
        }
        OptionalLong targetUsers =
                settings.targetUsers() < 0 ? OptionalLong.empty() : OptionalLong.of(settings.targetUsers());
        return assembly.assemble().start(targetUsers);
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
