package io.loadtelemetry.api.spi;

import io.loadtelemetry.api.Telemetry;

/** The way from the API to telemetry-core, which is found by {@link java.util.ServiceLoader}. Not for recorders. */
public interface TelemetryFactory {

    /**
     * Starts a run.
     *
     * @param settings what the builder was told
     * @return the run
     * @throws io.loadtelemetry.api.ConfigurationException if the configuration is wrong
     */
    Telemetry start(TelemetrySettings settings);
}
