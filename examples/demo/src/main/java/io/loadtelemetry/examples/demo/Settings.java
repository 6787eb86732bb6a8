package io.loadtelemetry.examples.demo;

import io.loadtelemetry.api.Role;
import io.loadtelemetry.api.Telemetry;
import io.loadtelemetry.api.TelemetryBuilder;
import io.loadtelemetry.api.spi.RecorderProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The configuration of the run: what the user set stays as it is, and only recorders that are there are configured. */
final class Settings {

    private static final String JSON_PATH = "telemetry.json.path";
    private static final String SLOWEST_PATH = "telemetry.slowest.path";

    private static final String TRACE_RATIO = "telemetry.otel.trace.ratio";
    private static final double DEFAULT_TRACE_RATIO = 0.05;

    private final DemoOptions options;
    private final Set<String> found = recorders();
    private final Path folder;
    private final @Nullable String jsonPath;
    private final @Nullable String slowestPath;

    Settings(DemoOptions options) throws IOException {
        this.options = options;
        if (options.json != null && !found.contains("json")) {
            throw new IllegalArgumentException("--json needs recorder-json, which is not on the classpath");
        }
        if (options.traceRatio != null && !found.contains("otel")) {
            throw new IllegalArgumentException("--trace-ratio needs recorder-otel, which is not on the classpath");
        }
        boolean jsonByUser = options.json != null || user(JSON_PATH).isPresent();
        boolean ownJson = found.contains("json") && !jsonByUser;
        boolean ownSlowest = found.contains("slowest") && user(SLOWEST_PATH).isEmpty();
        boolean ownFolder = ownJson || ownSlowest || options.role == Role.MASTER;
        folder = ownFolder ? Files.createTempDirectory("load-telemetry-demo-") : Path.of("");
        if (ownFolder) {
            // Which leaves it where there is something in it.
            folder.toFile().deleteOnExit();
        }
        String json = options.json == null ? user(JSON_PATH).orElse("-") : options.json;
        jsonPath =
                found.contains("json") ? (ownJson ? folder.resolve("demo.jsonl").toString() : json) : null;
        slowestPath = found.contains("slowest")
                ? user(SLOWEST_PATH).orElse(folder.resolve("slowest.txt").toString())
                : null;
    }

    /** Where this demo's own files go. */
    Path folder() {
        return folder;
    }

    /** What the user set by a system property, or by the environment variable of the same name. */
    static Optional<String> user(String key) {
        String value = System.getProperty(key);
        if (value == null || value.isBlank()) {
            value = System.getenv(key.toUpperCase(Locale.ROOT).replace('.', '_'));
        }
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /** Whether a recorder is on the classpath. */
    boolean finds(String recorder) {
        return found.contains(recorder);
    }

    /** Where recorder-json writes, null without it; {@code {run_id}} and {@code {node}} are not yet replaced. */
    @Nullable
    String jsonPath() {
        return jsonPath;
    }

    /** Where the custom recorder writes, null without it. */
    @Nullable
    String slowestPath() {
        return slowestPath;
    }

    /** The file of recorder-json that can be read back, or why there is none. */
    Optional<Path> jsonFile(String runId, String node) {
        if (jsonPath == null || jsonPath.equals("-") || rotates()) {
            return Optional.empty();
        }
        Path path = Path.of(jsonPath.replace("{run_id}", runId).replace("{node}", node));
        return Files.exists(path) && !Files.isRegularFile(path) ? Optional.empty() : Optional.of(path);
    }

    private static boolean rotates() {
        return user("telemetry.json.rotate.size").isPresent()
                || user("telemetry.json.rotate.interval").isPresent();
    }

    TelemetryBuilder builder(Figures figures, LoadShape shape, boolean terminal) {
        TelemetryBuilder builder =
                Telemetry.builder("demo").users(shape.users()).recorder(figures).label("model", model(shape));
        if (options.json != null || user(JSON_PATH).isEmpty()) {
            set(builder, JSON_PATH, jsonPath);
        }
        if (user(SLOWEST_PATH).isEmpty()) {
            set(builder, SLOWEST_PATH, slowestPath);
        }
        if (found.contains("otel")
                && (options.traceRatio != null || user(TRACE_RATIO).isEmpty())) {
            builder.set(TRACE_RATIO, traceRatio());
        }
        if (options.role == Role.MASTER) {
            lead(builder);
        }
        if (terminal && user("telemetry.stats.interval").isEmpty()) {
            builder.set("telemetry.stats.interval", "1s");
        }
        // A selection would leave out the figures of the terminal.
        user("telemetry.recorders")
                .ifPresent(ids -> builder.set(
                        "telemetry.recorders", ids.strip().equals("none") ? Figures.ID : ids + "," + Figures.ID));
        return builder;
    }

    /** Workers of this machine only, that know the secret of this run. */
    private static void lead(TelemetryBuilder builder) {
        builder.role(Role.MASTER);
        own(builder, "telemetry.channel", "http");
        own(builder, "telemetry.http.listen", "127.0.0.1:0");
        own(builder, "telemetry.http.token", UUID.randomUUID().toString());
        own(builder, "telemetry.worker.timeout", "2s");
        own(builder, "telemetry.stats.workers", "true");
    }

    private static void own(TelemetryBuilder builder, String key, String value) {
        if (user(key).isEmpty()) {
            builder.set(key, value);
        }
    }

    /** The share of the iterations that are traced. */
    String traceRatio() {
        if (options.traceRatio != null) {
            return String.valueOf(options.traceRatio);
        }
        if (options.role != Role.STANDALONE) {
            // Its receiver is for the spans of one process.
            return "0";
        }
        return user(TRACE_RATIO).map(String::strip).orElse(String.valueOf(DEFAULT_TRACE_RATIO));
    }

    private static void set(TelemetryBuilder builder, String key, @Nullable String value) {
        if (value != null) {
            builder.set(key, value);
        }
    }

    private static String model(LoadShape shape) {
        return shape.open() ? "open" : "closed";
    }

    private static Set<String> recorders() {
        Set<String> ids = new TreeSet<>();
        Iterator<RecorderProvider> providers =
                ServiceLoader.load(RecorderProvider.class).iterator();
        // A broken provider throws, and the ones after it can still be had; a broken services file may throw for ever.
        for (int failures = 0; failures < 100; ) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                ids.add(providers.next().id());
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
            }
        }
        return ids;
    }
}
