package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.MetricEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of system, process and users: an instrument per name, made when the name is first seen. Bounded in names
 * and in series of a name. What OpenTelemetry cannot carry is refused with a reason, because the SDK would only log it.
 */
final class Measurements {

    static final int MAX_NAMES = 200;

    /** The instrument name syntax of the OpenTelemetry metrics API. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]{0,254}");

    private static final int MAX_UNIT = 63;

    private static final Set<String> TAKEN = Set.of(
            RequestInstruments.DURATION,
            RequestInstruments.RESPONSE_TIME,
            RequestInstruments.IO,
            IterationInstrument.DURATION,
            RunEventCounter.EVENTS,
            RecorderEventCounter.EVENTS);

    private final Meter meter;
    private final Attributes common;
    private final List<Double> bounds;
    private final Map<String, Measured> byName = new HashMap<>();

    Measurements(Meter meter, Attributes common, List<Double> bounds) {
        this.meter = meter;
        this.common = common;
        this.bounds = bounds;
    }

    /** Takes a measurement; returns null, or why it cannot be exported. */
    @Nullable
    String record(MetricEvent event) {
        // Instrument names differ by more than case (OpenTelemetry metrics API, "Instrument name syntax").
        String key = event.name().toLowerCase(Locale.ROOT);
        Measured measured = byName.get(key);
        if (measured == null) {
            String fault = fault(event, key);
            if (fault != null) {
                return fault;
            }
            measured = new Measured(event, meter, common, bounds);
            byName.put(key, measured);
        }
        return measured.record(event);
    }

    private @Nullable String fault(MetricEvent event, String key) {
        if (!NAME.matcher(event.name()).matches()) {
            return "a metric name is a letter and up to 254 letters, digits, '_', '.', '-', '/'";
        }
        if (TAKEN.contains(key)) {
            return "this name belongs to a metric of the recorder itself";
        }
        if (event.unit().length() > MAX_UNIT
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(event.unit())) {
            return "a unit is at most " + MAX_UNIT + " ASCII characters";
        }
        return byName.size() >= MAX_NAMES ? "there are " + MAX_NAMES + " metric names already" : null;
    }
}
