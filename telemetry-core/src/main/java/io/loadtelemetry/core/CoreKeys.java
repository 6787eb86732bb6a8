package io.loadtelemetry.core;

import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.spi.ConfigKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The configuration keys of the core; names relative to {@code telemetry.} */
final class CoreKeys {

    static final ConfigKey<List<String>> RECORDERS = ConfigKey.list(
                    "recorders", "ids of the recorders to use, comma-separated, or `none`")
            .withDescribedDefault("all found");

    static final ConfigKey<String> TEST_PLAN =
            ConfigKey.text("test.plan", "the name of the test; required where the caller gives none");

    static final ConfigKey<String> RUN = ConfigKey.text(
            "run", "the identity of the run, as `RunIdentity.encode()` of the master gives it; for workers");

    static final ConfigKey<String> NODE_ROLE = ConfigKey.choice(
                    "node.role",
                    "what this node does: `standalone`, `master` or `worker`",
                    "standalone",
                    "master",
                    "worker")
            .withDescribedDefault("`worker` with telemetry.run, else `standalone`");

    static final ConfigKey<String> NODE_NAME = ConfigKey.text(
                    "node.name", "the name of this node, which no other of the run may have")
            .withDescribedDefault("the role; of a worker with 8 digits of its instance id");

    static final ConfigKey<Duration> WORKER_TIMEOUT = ConfigKey.duration(
                    "worker.timeout",
                    "how long, beyond its interval, a master does not hear of a worker before it is reported as silent")
            .withDefault("10s");

    static final ConfigKey<String> CHANNEL =
            ConfigKey.text("channel", "id of the channel between workers and master, for instance `http`");

    static final ConfigKey<String> SNAPSHOTS_PATH = ConfigKey.text(
                    "snapshots.path",
                    "a worker's file for snapshots that the master does not take; `{run_id}`, `{node}` and `{instance_id}` are replaced")
            .withDescribedDefault("in the directory for temporary files");

    static final ConfigKey<Boolean> STATS_WORKERS = ConfigKey.flag(
                    "stats.workers", "whether a master also publishes statistics and measurements of each worker")
            .withDefault("false");

    /** Of each recorder. */
    static final ConfigKey<Set<Role>> ROLES = ConfigKey.of(
                    "roles",
                    "on which nodes this recorder takes part, comma-separated",
                    "standalone, master, worker, one or several of them separated by commas",
                    CoreKeys::roles)
            .withDefault("standalone,master,worker");

    static final ConfigKey<Duration> STATS_INTERVAL = ConfigKey.duration(
                    "stats.interval", "how often statistics are published: `500ms`, `2s`, `1m`, ISO 8601")
            .withDefault("2s");

    static final ConfigKey<Integer> STATS_PRECISION = ConfigKey.integer(
                    "stats.precision", "significant digits of the histograms, 1 to 5", 1, 5)
            .withDefault("3");

    static final ConfigKey<Integer> RING_CAPACITY = ConfigKey.of(
                    "ring.capacity",
                    "requests that may be on their way, 64 bytes each; a power of two",
                    "a power of two from 2 to 16777216",
                    CoreKeys::powerOfTwo)
            .withDefault("131072");

    static final ConfigKey<String> RING_FULL = ConfigKey.choice(
                    "ring.full",
                    "`drop`, or `block` (for functional tests, never for load): what a publisher does without room",
                    "drop",
                    "block")
            .withDefault("drop");

    static final ConfigKey<Integer> REQUESTS_MAX = ConfigKey.integer(
                    "requests.max", "distinct requests before the overflow entry", 1, 1_000_000)
            .withDefault("2000");

    static final ConfigKey<Duration> CLOSE_TIMEOUT = ConfigKey.duration(
                    "close.timeout", "how long the end of a run may take")
            .withDefault("10s");

    static final List<ConfigKey<?>> ALL = List.of(
            RECORDERS,
            TEST_PLAN,
            RUN,
            NODE_ROLE,
            NODE_NAME,
            WORKER_TIMEOUT,
            CHANNEL,
            SNAPSHOTS_PATH,
            STATS_WORKERS,
            STATS_INTERVAL,
            STATS_PRECISION,
            RING_CAPACITY,
            RING_FULL,
            REQUESTS_MAX,
            CLOSE_TIMEOUT);

    private CoreKeys() {}

    private static Set<Role> roles(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(word -> Role.valueOf(word.strip().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int powerOfTwo(String text) {
        int value = Integer.parseInt(text);
        if (value < 2 || value > 1 << 24 || Integer.bitCount(value) != 1) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }
}
