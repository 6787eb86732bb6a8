package io.loadtelemetry.api.event;

import java.util.Map;

/**
 * One measurement of the system, the process or the users. Immutable.
 *
 * @param time nanoseconds since the Unix epoch
 * @param name as in the OpenTelemetry semantic conventions, for instance {@code process.cpu.utilization}
 * @param kind what the value means
 * @param unit in UCUM notation, for instance {@code By}, {@code 1}, {@code {thread}}
 * @param value the measurement, in that unit
 * @param attributes the dimensions, of low cardinality
 */
public record MetricEvent(long time, String name, Kind kind, String unit, double value, Map<String, String> attributes)
        implements TelemetryEvent {

    /** What the value of a measurement means; the terms are those of the OpenTelemetry metrics API. */
    public enum Kind {
        /** A value that cannot be summed over nodes, such as a utilization. */
        GAUGE,
        /** The value now of something that can be summed over nodes, such as used memory. */
        UP_DOWN_COUNTER,
        /** A total since some start that never falls, such as bytes sent. */
        COUNTER,
        /** One of many values whose distribution matters, such as the duration of one garbage collection. */
        HISTOGRAM
    }

    /** Copies the attributes. */
    public MetricEvent {
        attributes = Map.copyOf(attributes);
    }
}
