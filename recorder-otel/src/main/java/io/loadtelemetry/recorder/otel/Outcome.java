package io.loadtelemetry.recorder.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * What a request is recorded under: an endpoint with a status and an error. Keeps the series of each metric at hand, made
 * when a metric gets its first value.
 */
final class Outcome {

    private static final AttributeKey<String> DIRECTION = AttributeKey.stringKey("network.io.direction");

    private final int statusCode;
    private final @Nullable String errorType;
    private final Attributes attributes;
    private @Nullable Outcome next;
    private @Nullable Durations duration;
    private @Nullable Durations responseTime;
    private @Nullable ByteCount sent;
    private @Nullable ByteCount received;

    Outcome(int statusCode, @Nullable String errorType, Attributes attributes) {
        this.statusCode = statusCode;
        this.errorType = errorType;
        this.attributes = attributes;
    }

    boolean is(int status, @Nullable String error) {
        return statusCode == status && (error == null ? errorType == null : error.equals(errorType));
    }

    /** The next outcome of the same endpoint. */
    @Nullable
    Outcome next() {
        return next;
    }

    /** How many there are, with this one. */
    int length() {
        int length = 1;
        for (Outcome other = next; other != null; other = other.next) {
            length++;
        }
        return length;
    }

    void append(Outcome last) {
        Outcome end = this;
        while (end.next != null) {
            end = end.next;
        }
        end.next = last;
    }

    Attributes attributes() {
        return attributes;
    }

    Durations duration(OwnMetric<? extends Durations> metric) {
        Durations known = duration;
        if (known == null) {
            known = metric.of(attributes);
            duration = known;
        }
        return known;
    }

    Durations responseTime(OwnMetric<? extends Durations> metric) {
        Durations known = responseTime;
        if (known == null) {
            known = metric.of(attributes);
            responseTime = known;
        }
        return known;
    }

    ByteCount sent(OwnMetric<ByteCount> metric) {
        ByteCount known = sent;
        if (known == null) {
            known = metric.of(directed("transmit"));
            sent = known;
        }
        return known;
    }

    ByteCount received(OwnMetric<ByteCount> metric) {
        ByteCount known = received;
        if (known == null) {
            known = metric.of(directed("receive"));
            received = known;
        }
        return known;
    }

    private Attributes directed(String direction) {
        return attributes.toBuilder().put(DIRECTION, direction).build();
    }
}
