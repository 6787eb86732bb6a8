package io.loadtelemetry.core;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.Texts;
import io.loadtelemetry.api.spi.WorkerChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who this node is, and of which run. A master and a standalone node make the run's identity, a worker is given it. */
final class Identities {

    private static final int SHORT_ID = 8;

    private Identities() {}

    static Node node(Configuration configuration) {
        boolean given = configuration.find(CoreKeys.RUN).isPresent();
        Role role = configuration
                .find(CoreKeys.NODE_ROLE)
                .map(name -> Role.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(given ? Role.WORKER : Role.STANDALONE);
        String id = UUID.randomUUID().toString();
        String name = role == Role.WORKER ? role.wireName() + "-" + id.substring(0, SHORT_ID) : role.wireName();
        return new Node(Texts.cut(configuration.find(CoreKeys.NODE_NAME).orElse(name)), role, id);
    }

    /** Of a master or a standalone node. */
    static RunIdentity begun(Role role, Configuration configuration, String testPlan, Instant start) {
        if (configuration.find(CoreKeys.RUN).isPresent()) {
            throw new ConfigurationException("telemetry.run is given to a " + role.wireName()
                    + ", which makes the identity of the run itself: it is for workers");
        }
        String id = RunIds.next(start.toEpochMilli());
        RunIdentity run = new RunIdentity(id, Texts.cut(testPlan), start, configuration.labels());
        if (role == Role.MASTER) {
            checkThatItTravels(run);
        }
        return run;
    }

    private static void checkThatItTravels(RunIdentity run) {
        try {
            String unused = run.encode();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    /** Of a worker: what it was given, else what the master says over the channel. */
    static RunIdentity ofWorker(
            Configuration configuration, @Nullable String builderTestPlan, @Nullable WorkerChannel channel) {
        RunIdentity run =
                configuration.find(CoreKeys.RUN).map(Identities::decode).orElseGet(() -> ask(channel));
        String plan = builderTestPlan == null
                ? configuration.find(CoreKeys.TEST_PLAN).orElse(run.testPlan())
                : builderTestPlan;
        if (!Texts.cut(plan).equals(run.testPlan())) {
            throw new ConfigurationException("the test plan \"" + Printable.of(plan) + "\" of this worker is not \""
                    + Printable.of(run.testPlan()) + "\", that of its run: leave it out");
        }
        configuration.labels().forEach((label, value) -> {
            if (!value.equals(run.labels().get(label))) {
                throw new ConfigurationException("telemetry.labels." + Printable.of(label)
                        + " is not what the master gave: the labels of a run are set there");
            }
        });
        return run;
    }

    private static RunIdentity ask(@Nullable WorkerChannel channel) {
        if (channel == null) {
            throw new ConfigurationException("a worker needs the identity of its run: give it what RunIdentity.encode()"
                    + " of the master returns, by Telemetry.builder().run(…), telemetry.run or TELEMETRY_RUN, or a"
                    + " channel to ask the master (telemetry.channel)");
        }
        try {
            return channel.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("interrupted while this worker waited for its master");
        }
    }

    /** Where a worker keeps the snapshots that its master does not take. */
    static Path snapshots(Configuration configuration, RunIdentity run, Node node) {
        String path = configuration
                .find(CoreKeys.SNAPSHOTS_PATH)
                .orElse(Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "load-telemetry-{run_id}-{node}-{instance_id}.snapshots")
                        .toString());
        return Path.of(path.replace("{run_id}", fileName(run.runId()))
                .replace("{node}", fileName(node.name()))
                .replace("{instance_id}", fileName(node.instanceId())));
    }

    private static String fileName(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static RunIdentity decode(String text) {
        try {
            return RunIdentity.decode(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("telemetry.run: " + e.getMessage());
        }
    }
}
