package io.loadtelemetry.recorder.otel;

import io.opentelemetry.sdk.metrics.data.PointData;

/** A series that is added up here, and handed to the exporter by way of one point that is used again. */
interface Collected {

    /**
     * Puts everything into the point.
     *
     * @param start when it began to be added up
     * @param now the time of the collection
     * @param reset whether to begin anew
     * @return whether there is anything
     */
    boolean collect(long start, long now, boolean reset);

    /** The point, which stays as it is until the next collection. */
    PointData point();
}
