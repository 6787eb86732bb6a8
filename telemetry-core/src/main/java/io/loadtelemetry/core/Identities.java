package io.loadtelemetry.core;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.Node;
import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.RunIdentity;
import io.loadtelemetry.api.spi.Texts;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
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

    static RunIdentity run(
            Role role,
            Configuration configuration,
            @Nullable String builderTestPlan,
            Instant start,
            Supplier<String> testPlan) {
        Optional<String> given = configuration.find(CoreKeys.RUN);
        if (role != Role.WORKER) {
            if (given.isPresent()) {
                throw new ConfigurationException("telemetry.run is given to a " + role.wireName()
                        + ", which makes the identity of the run itself: it is for workers");
            }
            String id = RunIds.next(start.toEpochMilli());
            return new RunIdentity(id, Texts.cut(testPlan.get()), start, configuration.labels());
        }
        RunIdentity run = decode(given.orElseThrow(() -> new ConfigurationException(
                "a worker needs the identity of its run: give it what RunIdentity.encode() of the master returns, by"
                        + " Telemetry.builder().run(…), telemetry.run or TELEMETRY_RUN")));
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

    private static RunIdentity decode(String text) {
        try {
            return RunIdentity.decode(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("telemetry.run: " + e.getMessage());
        }
    }
}
