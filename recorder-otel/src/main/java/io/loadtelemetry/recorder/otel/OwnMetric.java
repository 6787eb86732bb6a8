package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A metric whose values are added up here and not by the SDK. A series is asked for once and then kept by who records
 * into it, so that recording looks nothing up. What was collected is used again by the next collection.
 *
 * @param <S> its series
 */
final class OwnMetric<S extends Collected> {

    /** How its values are aggregated. */
    record Shape<S extends Collected, P extends PointData>(
            MetricDataType type,
            BiFunction<AggregationTemporality, List<P>, Data<P>> data,
            Function<Attributes, S> series) {}

    private record Entry<S>(S series, long created) {}

    private final Map<Attributes, S> known = new HashMap<>();
    private final List<Entry<S>> entries = new ArrayList<>();
    private final List<PointData> points = new ArrayList<>();
    private final Function<Attributes, S> maker;
    private final LongSupplier clock;
    private final boolean delta;
    private final View view;
    private long lastCollection;

    @SuppressWarnings("unchecked")
    <P extends PointData> OwnMetric(
            String name, String unit, String description, Shape<S, P> shape, boolean delta, LongSupplier clock) {
        this.maker = shape.series();
        this.clock = clock;
        this.delta = delta;
        AggregationTemporality temporality = delta ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
        // The series of a shape have points of this shape only.
        Data<P> data = shape.data().apply(temporality, (List<P>) points);
        view = new View(name, unit, description, shape.type(), data);
        lastCollection = clock.getAsLong();
    }

    /** The series with these attributes. Different endpoints can have the same ones. */
    S of(Attributes attributes) {
        S series = known.get(attributes);
        if (series == null) {
            series = maker.apply(attributes);
            known.put(attributes, series);
            entries.add(new Entry<>(series, clock.getAsLong()));
        }
        return series;
    }

    /**
     * Collects all that was recorded; with delta temporality, since the last time.
     *
     * @param now the time of the collection
     * @param resource whose metric it is
     * @param scope whose metric it is
     * @return valid until the next collection, or null where there is nothing
     */
    @Nullable
    MetricData collect(long now, Resource resource, InstrumentationScopeInfo scope) {
        points.clear();
        for (int i = 0; i < entries.size(); i++) {
            Entry<S> entry = entries.get(i);
            if (entry.series.collect(delta ? lastCollection : entry.created, now, delta)) {
                points.add(entry.series.point());
            }
        }
        lastCollection = now;
        view.resource = resource;
        view.scope = scope;
        return points.isEmpty() ? null : view;
    }

    /** What the exporter sees. */
    private static final class View implements MetricData {

        private final String name;
        private final String unit;
        private final String description;
        private final MetricDataType type;
        private final Data<?> data;
        private Resource resource = Resource.empty();
        private InstrumentationScopeInfo scope = InstrumentationScopeInfo.empty();

        View(String name, String unit, String description, MetricDataType type, Data<?> data) {
            this.name = name;
            this.unit = unit;
            this.description = description;
            this.type = type;
            this.data = data;
        }

        @Override
        public Resource getResource() {
            return resource;
        }

        @Override
        public InstrumentationScopeInfo getInstrumentationScopeInfo() {
            return scope;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public String getDescription() {
            return description;
        }

        @Override
        public String getUnit() {
            return unit;
        }

        @Override
        public MetricDataType getType() {
            return type;
        }

        @Override
        public Data<?> getData() {
            return data;
        }
    }
}
