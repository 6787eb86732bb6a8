package io.loadtelemetry.testkit;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads data points out of decoded exports. */
final class OtlpPoints {

    private static final String INSTANCE = "service.instance.id";

    private OtlpPoints() {}

    /** Of cumulative series and gauges the latest point, of delta series every one, in the order of arrival. */
    static List<OtlpPoint> latest(List<ExportMetricsServiceRequest> requests, String name) {
        Map<Object, OtlpPoint> latest = new LinkedHashMap<>();
        for (OtlpPoint point : all(requests, name)) {
            Object key = point.delta()
                    ? new Object()
                    : List.of(point.resource().getOrDefault(INSTANCE, ""), point.attributes());
            latest.merge(key, point, (before, after) -> after.time() >= before.time() ? after : before);
        }
        return List.copyOf(latest.values());
    }

    static List<OtlpPoint> all(List<ExportMetricsServiceRequest> requests, String name) {
        List<OtlpPoint> points = new ArrayList<>();
        for (ExportMetricsServiceRequest request : requests) {
            for (ResourceMetrics resource : request.getResourceMetricsList()) {
                Map<String, String> identity = texts(resource.getResource().getAttributesList());
                for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                    scope.getMetricsList().stream()
                            .filter(metric -> metric.getName().equals(name))
                            .forEach(metric -> read(metric, identity, points::add));
                }
            }
        }
        return points;
    }

    static Map<String, String> texts(List<KeyValue> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach(attribute -> texts.put(attribute.getKey(), text(attribute.getValue())));
        return texts;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case VALUE_NOT_SET -> "";
            default -> value.toString();
        };
    }

    private static void read(Metric metric, Map<String, String> resource, Consumer<OtlpPoint> to) {
        switch (metric.getDataCase()) {
            case GAUGE ->
                metric.getGauge().getDataPointsList().forEach(data -> to.accept(number(metric, resource, data, false)));
            case SUM -> {
                boolean delta = delta(metric.getSum().getAggregationTemporality());
                metric.getSum().getDataPointsList().forEach(data -> to.accept(number(metric, resource, data, delta)));
            }
            case HISTOGRAM -> {
                boolean delta = delta(metric.getHistogram().getAggregationTemporality());
                metric.getHistogram()
                        .getDataPointsList()
                        .forEach(data -> to.accept(point(
                                metric,
                                resource,
                                data.getAttributesList(),
                                data.getStartTimeUnixNano(),
                                data.getTimeUnixNano(),
                                delta,
                                data.getSum(),
                                data.getCount(),
                                data)));
            }
            case EXPONENTIAL_HISTOGRAM -> {
                boolean delta = delta(metric.getExponentialHistogram().getAggregationTemporality());
                metric.getExponentialHistogram()
                        .getDataPointsList()
                        .forEach(data -> to.accept(point(
                                metric,
                                resource,
                                data.getAttributesList(),
                                data.getStartTimeUnixNano(),
                                data.getTimeUnixNano(),
                                delta,
                                data.getSum(),
                                data.getCount(),
                                data)));
            }
            case SUMMARY ->
                metric.getSummary()
                        .getDataPointsList()
                        .forEach(data -> to.accept(point(
                                metric,
                                resource,
                                data.getAttributesList(),
                                data.getStartTimeUnixNano(),
                                data.getTimeUnixNano(),
                                false,
                                data.getSum(),
                                data.getCount(),
                                data)));
            case DATA_NOT_SET -> {}
        }
    }

    private static OtlpPoint number(Metric metric, Map<String, String> resource, NumberDataPoint data, boolean delta) {
        double value = data.getValueCase() == NumberDataPoint.ValueCase.AS_INT ? data.getAsInt() : data.getAsDouble();
        return point(
                metric,
                resource,
                data.getAttributesList(),
                data.getStartTimeUnixNano(),
                data.getTimeUnixNano(),
                delta,
                value,
                0,
                data);
    }

    private static OtlpPoint point(
            Metric metric,
            Map<String, String> resource,
            List<KeyValue> attributes,
            long start,
            long time,
            boolean delta,
            double value,
            long count,
            Message data) {
        return new OtlpPoint(
                metric.getName(),
                metric.getUnit(),
                resource,
                texts(attributes),
                start,
                time,
                delta,
                value,
                count,
                data);
    }

    private static boolean delta(AggregationTemporality temporality) {
        return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    }
}
