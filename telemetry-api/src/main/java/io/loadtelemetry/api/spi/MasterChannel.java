package io.loadtelemetry.api.spi;

import java.util.Map;

/** The master's end of a channel. */
public interface MasterChannel extends AutoCloseable {

    /**
     * What a worker has to be configured with to reach this master, secrets included.
     *
     * @return values by key, the names relative to {@code telemetry.<id>.}
     */
    Map<String, String> workerSettings();

    /** Takes no more snapshots. Bounded in time; called once, when the statistics of the run are made. */
    @Override
    void close();
}
