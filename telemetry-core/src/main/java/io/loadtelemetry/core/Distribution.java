package io.loadtelemetry.core;

import io.loadtelemetry.api.MergeResult;
import java.util.Map;

/** What a node has to do with the other nodes of its run; nothing where it is the only one. */
interface Distribution {

    /** Of a node that is the only one, or a worker whose snapshots nobody carries. */
    Distribution NONE = new Distribution() {};

    /** Counts a snapshot. */
    default MergeResult merge(byte[] snapshot) {
        return MergeResult.refused("this node is not a master: it merges no snapshots");
    }

    /** What a worker process has to find in its environment. */
    default Map<String, String> workerEnvironment() {
        return Map.of();
    }

    default void start() {}

    /** Before the statistics of the run are made: waits for the other nodes, at most so long. */
    default void beforeEnd(long nanos) throws InterruptedException {}

    /** After they were made: takes what is left to where it belongs, in at most so long. */
    default void end(long nanos) throws InterruptedException {}

    /** The run does not come about. */
    default void abandon() {}
}
