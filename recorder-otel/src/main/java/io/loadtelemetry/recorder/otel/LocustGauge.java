package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.MetricEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One gauge, fed by the last values of a measurement: of the one without attributes, which is the total, else of all of
 * them added up (scenarios, network interfaces), by direction where they have one.
 */
final class LocustGauge {

    private static final Map<String, String> TOTAL = Map.of();
    private static final Map<String, String> DIRECTIONS = Map.of("transmit", "sent", "receive", "recv");

    private final Attributes common;
    private final String from;
    private final double factor;
    private final Map<Map<String, String>, Double> last = new HashMap<>();

    /**
     * A gauge.
     *
     * @param meter makes it
     * @param name its name
     * @param unit its unit
     * @param common the attributes of all its points
     * @param from the unit of the measurement
     * @param factor from that unit to the one of the gauge
     */
    LocustGauge(Meter meter, String name, String unit, Attributes common, String from, double factor) {
        this.common = common;
        this.from = from;
        this.factor = factor;
        meter.gaugeBuilder(name).setUnit(unit).buildWithCallback(this::report);
    }

    @Nullable
    String record(MetricEvent event) {
        if (!event.unit().equals(from)) {
            return "its unit is '" + OneLine.of(event.unit()) + "', expected is '" + from + "'";
        }
        if (!Double.isFinite(event.value())) {
            return "the value is " + event.value();
        }
        if (last.size() >= Measured.MAX_SERIES && !last.containsKey(event.attributes())) {
            return "there are " + Measured.MAX_SERIES + " combinations of its attributes already";
        }
        last.put(event.attributes(), event.value() * factor);
        return null;
    }

    private void report(ObservableDoubleMeasurement to) {
        Double total = last.get(TOTAL);
        if (total != null) {
            to.record(total, common);
            return;
        }
        Map<Attributes, Double> sums = new HashMap<>();
        last.forEach((dimensions, value) -> sums.merge(attributes(dimensions), value, Double::sum));
        sums.forEach((attributes, sum) -> to.record(sum, attributes));
    }

    private Attributes attributes(Map<String, String> dimensions) {
        String direction = DIRECTIONS.get(dimensions.getOrDefault("network.io.direction", ""));
        return direction == null
                ? common
                : common.toBuilder().put("direction", direction).build();
    }
}
