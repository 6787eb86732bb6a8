package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.MetricEvent;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a worker counted in one window.
 *
 * @param head whose it is, and which
 * @param endpoints what was counted
 */
record Snapshot(Head head, List<Counted> endpoints) {

    /**
     * Whose a snapshot is, and which.
     *
     * @param runId of which run
     * @param node the worker's name
     * @param instance the worker's instance id
     * @param sequence its number, from 1 without gaps
     * @param last whether it is the worker's last one
     * @param from the beginning of the window, nanoseconds since the Unix epoch
     * @param to its end
     * @param users the worker's virtual users at the end
     * @param dropped how many requests the worker's statistics have been refused since it began
     * @param measurements the latest ones of the worker's system
     */
    record Head(
            String runId,
            String node,
            String instance,
            long sequence,
            boolean last,
            long from,
            long to,
            OptionalLong users,
            long dropped,
            List<MetricEvent> measurements) {}

    /** What was counted of one endpoint. */
    record Counted(
            Endpoint endpoint,
            long failures,
            long bytesSent,
            long bytesReceived,
            Map<String, Long> errors,
            Times service,
            @Nullable Times response) {}

    /** A distribution: exact count, minimum, maximum and sum (in units of 2^62 ns, and the rest), and its counters. */
    record Times(long count, long min, long max, long upperSum, long sum, Slots slots) {}
}
