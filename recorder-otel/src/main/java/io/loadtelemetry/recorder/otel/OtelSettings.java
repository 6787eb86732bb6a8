package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.ConfigurationException;
import io.loadtelemetry.api.spi.ConfigKey;
import io.loadtelemetry.api.spi.RecorderConfig;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a user can set.
 *
 * @param off why nothing shall be exported, or null
 * @param targets where and how to export each signal that is exported
 * @param interval the time between two exports
 * @param exportTimeout how long one export may take with all its retries; zero for no limit
 * @param temporality cumulative or delta, per kind of instrument
 * @param lossy whether a failed export is lost for good, which is so with delta
 * @param bounds of explicit buckets, or empty for exponential ones
 * @param naming what the metrics are
 * @param trace which requests become spans
 * @param runAttributes whether every point carries the identity of the run
 * @param resource the attributes of {@code OTEL_RESOURCE_ATTRIBUTES} and {@code OTEL_SERVICE_NAME}
 */
record OtelSettings(
        @Nullable String off,
        Map<Signal, OtlpTarget> targets,
        Duration interval,
        Duration exportTimeout,
        AggregationTemporalitySelector temporality,
        boolean lossy,
        List<Double> bounds,
        Naming naming,
        TraceSettings trace,
        boolean runAttributes,
        Map<String, String> resource) {

    static final ConfigKey<String> HISTOGRAM = ConfigKey.choice(
                    "histogram",
                    "the buckets of the histograms: `exponential` or `explicit`",
                    "exponential",
                    "explicit")
            .withDescribedDefault("OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION, else exponential, with"
                    + " telemetry.otel.naming=locust explicit");
    static final ConfigKey<List<Double>> BOUNDS = ConfigKey.of(
                    "histogram.bounds",
                    "the upper bounds of explicit buckets, in seconds",
                    "ascending numbers of seconds above 0, separated by commas",
                    HistogramShape::bounds)
            .withDescribedDefault(HistogramShape.DEFAULT_BOUNDS.stream()
                    .map(OtelSettings::plain)
                    .collect(Collectors.joining(",")));
    static final ConfigKey<Duration> INTERVAL = ConfigKey.duration("interval", "the time between two exports")
            .withDescribedDefault("OTEL_METRIC_EXPORT_INTERVAL, else 5s");
    static final ConfigKey<Boolean> RUN_ATTRIBUTES = ConfigKey.flag(
                    "run.attributes", "whether every metric point carries loadtest.run.id and loadtest.test_plan")
            .withDefault("true");
    static final ConfigKey<String> NAMING = ConfigKey.choice(
                    "naming",
                    "the names, units and attributes of the metrics: `loadtest`, or `locust` for those of Locust Telemetry"
                            + " 2.1",
                    "loadtest",
                    "locust")
            .withDefault("loadtest");
    static final List<ConfigKey<?>> KEYS = Stream.concat(
                    Stream.<ConfigKey<?>>of(HISTOGRAM, BOUNDS, INTERVAL, RUN_ATTRIBUTES, NAMING),
                    TraceSettings.KEYS.stream())
            .toList();

    private static final Pattern RESOURCE_KEY = Pattern.compile("[\\x20-\\x7e]{1,255}");
    private static final String RESOURCE_EXAMPLE = "a list such as env=prod,region=eu";

    static OtelSettings read(RecorderConfig config, OtelVariables variables) {
        Naming naming = Naming.of(config.get(NAMING));
        String temporality = variables
                .find("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE")
                .map(variable -> variable.choice("cumulative", "delta", "lowmemory"))
                .orElse("cumulative");
        Map<Signal, OtlpTarget> targets = targets(variables);
        return new OtelSettings(
                off(variables, targets),
                targets,
                interval(config, variables),
                variables
                        .find("OTEL_METRIC_EXPORT_TIMEOUT")
                        .map(variable -> variable.duration("a number of milliseconds, 0 for no limit"))
                        .orElse(Duration.ofSeconds(30)),
                switch (temporality) {
                    case "delta" -> AggregationTemporalitySelector.deltaPreferred();
                    case "lowmemory" -> AggregationTemporalitySelector.lowMemory();
                    default -> AggregationTemporalitySelector.alwaysCumulative();
                },
                !temporality.equals("cumulative"),
                bounds(config, variables, naming),
                naming,
                TraceSettings.read(config),
                config.get(RUN_ATTRIBUTES),
                resource(variables));
    }

    /** The loader of this class: in a load tool it is often a plug-in's, which the thread does not know. */
    static ComponentLoader components() {
        ClassLoader loader = OtelSettings.class.getClassLoader();
        return ComponentLoader.forClassLoader(loader == null ? ClassLoader.getSystemClassLoader() : loader);
    }

    private static @Nullable String off(OtelVariables variables, Map<Signal, OtlpTarget> targets) {
        Optional<OtelVariable> disabled = variables.find("OTEL_SDK_DISABLED");
        if (disabled.isPresent() && disabled.get().choice("true", "false").equals("true")) {
            return disabled.get().source() + "=true";
        }
        return targets.isEmpty() ? "the exporters of all signals are none" : null;
    }

    /** Of the signals that are exported; what is set for the others does not matter. */
    private static Map<Signal, OtlpTarget> targets(OtelVariables variables) {
        Map<Signal, OtlpTarget> targets = new EnumMap<>(Signal.class);
        for (Signal signal : Signal.values()) {
            Optional<OtelVariable> exporter = variables.find(signal.switchVariable());
            if (exporter.isEmpty() || exporter.get().choice("otlp", "none").equals("otlp")) {
                targets.put(signal, OtlpTarget.read(variables, components(), signal));
            }
        }
        return targets;
    }

    private static Duration interval(RecorderConfig config, OtelVariables variables) {
        return config.find(INTERVAL)
                .or(() -> variables.find("OTEL_METRIC_EXPORT_INTERVAL").map(variable -> {
                    Duration interval = variable.duration("a number of milliseconds above 0");
                    if (interval.isZero()) {
                        throw variable.notAllowed("a number of milliseconds above 0");
                    }
                    return interval;
                }))
                .orElse(Duration.ofSeconds(5));
    }

    private static List<Double> bounds(RecorderConfig config, OtelVariables variables, Naming naming) {
        Optional<String> standard = variables
                .find("OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION")
                .map(variable -> variable.choice("base2_exponential_bucket_histogram", "explicit_bucket_histogram"));
        boolean explicit = config.find(HISTOGRAM)
                .map("explicit"::equals)
                .or(() -> standard.map("explicit_bucket_histogram"::equals))
                .orElseGet(naming::explicitBuckets);
        Optional<List<Double>> bounds = config.find(BOUNDS);
        if (bounds.isPresent() && !explicit) {
            throw new ConfigurationException("telemetry.otel.histogram.bounds is set, but telemetry.otel.histogram is"
                    + " exponential: bounds are for telemetry.otel.histogram=explicit");
        }
        return explicit ? bounds.orElse(HistogramShape.DEFAULT_BOUNDS) : List.of();
    }

    private static Map<String, String> resource(OtelVariables variables) {
        Map<String, String> resource = new LinkedHashMap<>();
        variables
                .find("OTEL_RESOURCE_ATTRIBUTES")
                .ifPresent(variable -> variable.pairs(RESOURCE_EXAMPLE).forEach((name, value) -> {
                    if (!RESOURCE_KEY.matcher(name).matches()) {
                        throw variable.wrong("a name is longer than 255 characters or not ASCII", RESOURCE_EXAMPLE);
                    }
                    resource.put(name, value);
                }));
        variables.find("OTEL_SERVICE_NAME").ifPresent(variable -> resource.put("service.name", variable.text()));
        return resource;
    }

    private static String plain(double seconds) {
        return new java.math.BigDecimal(Double.toString(seconds))
                .stripTrailingZeros()
                .toPlainString();
    }
}
