package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.event.MetricEvent;
import io.loadtelemetry.api.spi.Texts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of one name. Values are totals or the value now, so that the last one of each series is what a
 * collection reports; only those of a histogram are recorded one by one.
 */
final class Measured {

    static final int MAX_SERIES = 200;

    static final int MAX_ATTRIBUTES = 32;

    private static final class Series {
        private final Attributes attributes;
        private double last;

        Series(Attributes attributes) {
            this.attributes = attributes;
        }
    }

    private final MetricEvent.Kind kind;
    private final String unit;
    private final Attributes common;
    private final Map<Map<String, String>, Series> series = new HashMap<>();
    private final @Nullable DoubleHistogram histogram;

    Measured(MetricEvent first, Meter meter, Attributes common, List<Double> bounds) {
        this.kind = first.kind();
        this.unit = first.unit();
        this.common = common;
        this.histogram = kind == MetricEvent.Kind.HISTOGRAM ? histogram(meter, first.name(), unit, bounds) : null;
        if (histogram == null) {
            observe(meter, first.name());
        }
    }

    private static DoubleHistogram histogram(Meter meter, String name, String unit, List<Double> bounds) {
        DoubleHistogramBuilder builder = meter.histogramBuilder(name).setUnit(unit);
        if (!bounds.isEmpty() && unit.equals("s")) {
            builder.setExplicitBucketBoundariesAdvice(bounds);
        }
        return builder.build();
    }

    private void observe(Meter meter, String name) {
        switch (kind) {
            case GAUGE -> meter.gaugeBuilder(name).setUnit(unit).buildWithCallback(this::report);
            case UP_DOWN_COUNTER ->
                meter.upDownCounterBuilder(name).ofDoubles().setUnit(unit).buildWithCallback(this::report);
            case COUNTER -> meter.counterBuilder(name).ofDoubles().setUnit(unit).buildWithCallback(this::report);
            case HISTOGRAM -> throw new IllegalStateException("a histogram is not observed");
        }
    }

    private void report(ObservableDoubleMeasurement to) {
        series.values().forEach(one -> to.record(one.last, one.attributes));
    }

    @Nullable
    String record(MetricEvent event) {
        if (event.kind() != kind || !event.unit().equals(unit)) {
            return "it was first seen as " + kind + " in '" + unit + "' and is now " + event.kind() + " in '"
                    + OneLine.of(event.unit()) + "'";
        }
        double value = event.value();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "the value is " + value;
        }
        if (value < 0 && (histogram != null || kind == MetricEvent.Kind.COUNTER)) {
            return "the value " + value + " of a " + kind + " is negative";
        }
        if (event.attributes().size() > MAX_ATTRIBUTES) {
            return "it has more than " + MAX_ATTRIBUTES + " attributes";
        }
        Map<String, String> dimensions = bounded(event.attributes());
        Series to = series.get(dimensions);
        if (to == null) {
            if (series.size() >= MAX_SERIES) {
                return "there are " + MAX_SERIES + " combinations of its attributes already";
            }
            to = new Series(attributes(dimensions));
            series.put(dimensions, to);
        }
        if (histogram != null) {
            histogram.record(unit.equals("s") ? Seconds.bounded(value) : value, to.attributes, Context.root());
        } else {
            to.last = value;
        }
        return null;
    }

    private Attributes attributes(Map<String, String> dimensions) {
        AttributesBuilder builder = Attributes.builder();
        dimensions.forEach(builder::put);
        return builder.putAll(common).build();
    }

    /** Keeps long texts out of memory for good; nearly always it is the same map. */
    private static Map<String, String> bounded(Map<String, String> dimensions) {
        for (Map.Entry<String, String> entry : dimensions.entrySet()) {
            if (entry.getKey().length() > Texts.MAX_NAME || entry.getValue().length() > Texts.MAX_NAME) {
                Map<String, String> cut = new HashMap<>();
                dimensions.forEach((key, value) -> cut.put(Texts.cut(key), Texts.cut(value)));
                return cut;
            }
        }
        return dimensions;
    }
}
