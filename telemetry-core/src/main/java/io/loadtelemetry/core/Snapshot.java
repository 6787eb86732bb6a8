package io.loadtelemetry.core;

import io.loadtelemetry.api.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a worker counted in one window.
 *
 * @param runId of which run
 * @param node the worker's name
 * @param instance the worker's instance id
 * @param sequence its number, from 1 without gaps
 * @param last whether it is the worker's last one
 * @param from the beginning of the window, nanoseconds since the Unix epoch
 * @param to its end
 * @param users the worker's virtual users at the end
 * @param books of each recorder: published, recorded, dropped
 * @param measurements of the system, by name
 * @param endpoints what was counted
 */
record Snapshot(
        String runId,
        String node,
        String instance,
        long sequence,
        boolean last,
        long from,
        long to,
        OptionalLong users,
        Map<String, Books> books,
        Map<String, Double> measurements,
        List<Counted> endpoints) {

    /** The books of one recorder. */
    record Books(long published, long recorded, long dropped) {}

    /** What was counted of one endpoint. */
    record Counted(
            Endpoint endpoint,
            long failures,
            long bytesSent,
            long bytesReceived,
            Map<String, Long> errors,
            Times service,
            @Nullable Times response) {}

    /** A distribution: exact count, minimum, maximum and sum, and the histogram's bytes. */
    record Times(long count, long min, long max, double sum, byte[] histogram) {}
}
