package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.event.LatencyStats;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.event.RequestStats;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of the requests of one endpoint, or of all, in one stretch of time: a histogram of their service times,
 * and more beside it. It is the histogram rather than has it: so a request touches one object, and a cache line less. One
 * thread.
 */
final class RequestTally extends LatencyHistogram {

    private final @Nullable Endpoint endpoint;
    private final @Nullable String worker;
    private final LatencyBuckets buckets;
    private @Nullable LatencyHistogram responseTime;
    private @Nullable ErrorCounts errors;
    private long failures;
    private long bytesSent;
    private long bytesReceived;

    /**
     * An empty tally.
     *
     * @param endpoint what it counts, null for all requests
     * @param buckets the layout of its histograms
     */
    RequestTally(@Nullable Endpoint endpoint, LatencyBuckets buckets) {
        this(endpoint, null, buckets);
    }

    /** An empty tally of all requests of one worker. */
    static RequestTally ofWorker(String name, LatencyBuckets buckets) {
        return new RequestTally(null, name, buckets);
    }

    private RequestTally(@Nullable Endpoint endpoint, @Nullable String worker, LatencyBuckets buckets) {
        super(buckets);
        this.endpoint = endpoint;
        this.worker = worker;
        this.buckets = buckets;
    }

    void record(RequestEvent request) {
        record(request.duration());
        long response = request.responseTime();
        if (response != RequestRecorder.UNKNOWN) {
            responseTime().record(response);
        }
        bytesSent += Math.max(0, request.bytesSent());
        bytesReceived += Math.max(0, request.bytesReceived());
        if (request.failed()) {
            failed(request.errorType());
        }
    }

    private void failed(@Nullable String errorType) {
        failures++;
        errors().add(errorType == null ? Endpoint.OTHER : errorType, 1);
    }

    boolean isEmpty() {
        return count() == 0;
    }

    /**
     * Evaluates it and adds it to others: both at once, because reading out the histograms is most of the work.
     *
     * @param window what stretch of time it was
     * @param slots where to read the histograms out to
     * @param encoder writes the histograms, where they are wanted
     * @param sums what it is added to
     * @return the statistics
     */
    RequestStats stats(StatsWindow window, Slots slots, @Nullable HistogramEncoder encoder, RequestTally... sums) {
        LatencyStats service = evaluate(this, slots, encoder);
        for (RequestTally sum : sums) {
            addCounts(sum, this, slots);
        }
        LatencyStats response = null;
        if (responseTime != null && responseTime.count() > 0) {
            response = evaluate(responseTime, slots, encoder);
            for (RequestTally sum : sums) {
                sum.responseTime().add(responseTime, slots);
            }
        }
        return new RequestStats(
                window.kind(),
                window.from(),
                window.to(),
                endpoint,
                worker,
                window.users(),
                count(),
                failures,
                bytesSent,
                bytesReceived,
                service,
                response,
                errors == null ? Map.of() : errors.toMap());
    }

    /** The order in which endpoints are told at the end, the same whoever counted them. */
    static final Comparator<RequestTally> BY_NAME = Comparator.comparing(RequestTally::sortKey);

    private String sortKey() {
        Endpoint it = endpoint == null ? Endpoint.OVERFLOW : endpoint;
        return String.join(
                "\u0000",
                it.name(),
                text(it.method()),
                text(it.scenario()),
                text(it.group()),
                new TreeMap<>(it.tags()).toString());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Adds it to another, without evaluating it. */
    void addTo(RequestTally sum, Slots slots) {
        readInto(slots);
        addCounts(sum, this, slots);
        if (responseTime != null && responseTime.count() > 0) {
            responseTime.readInto(slots);
            sum.responseTime().add(responseTime, slots);
        }
    }

    private static void addCounts(RequestTally sum, RequestTally more, Slots slots) {
        sum.add(more, slots);
        sum.failures += more.failures;
        sum.bytesSent += more.bytesSent;
        sum.bytesReceived += more.bytesReceived;
        if (more.errors != null) {
            sum.errors().add(more.errors);
        }
    }

    /** Adds what another node counted. */
    void add(Snapshot.Counted counted) {
        add(counted.service());
        if (counted.response() != null) {
            responseTime().add(counted.response());
        }
        failures += counted.failures();
        bytesSent += counted.bytesSent();
        bytesReceived += counted.bytesReceived();
        counted.errors().forEach((type, count) -> errors().add(type, count));
    }

    /** What was counted, for another node. */
    Snapshot.Counted counted(Slots slots) {
        LatencyHistogram response = responseTime;
        return new Snapshot.Counted(
                endpoint == null ? Endpoint.OVERFLOW : endpoint,
                failures,
                bytesSent,
                bytesReceived,
                errors == null ? Map.of() : errors.toMap(),
                snapshot(slots),
                response == null || response.count() == 0 ? null : response.snapshot(slots));
    }

    void clear() {
        clearHistogram();
        if (responseTime != null) {
            responseTime.clearHistogram();
        }
        if (errors != null) {
            errors.clear();
        }
        failures = 0;
        bytesSent = 0;
        bytesReceived = 0;
    }

    private static @Nullable LatencyStats evaluate(
            LatencyHistogram histogram, Slots slots, @Nullable HistogramEncoder encoder) {
        histogram.readInto(slots);
        return histogram.stats(slots, encoder == null || slots.size() == 0 ? null : encoder.encode(slots));
    }

    private LatencyHistogram responseTime() {
        LatencyHistogram histogram = responseTime;
        if (histogram == null) {
            histogram = new LatencyHistogram(buckets);
            responseTime = histogram;
        }
        return histogram;
    }

    private ErrorCounts errors() {
        ErrorCounts counts = errors;
        if (counts == null) {
            counts = new ErrorCounts();
            errors = counts;
        }
        return counts;
    }
}
