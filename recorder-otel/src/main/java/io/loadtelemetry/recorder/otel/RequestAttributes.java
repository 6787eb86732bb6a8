package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.RequestEvent;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/** What a request is told apart by. */
interface RequestAttributes {

    /** The attribute that holds the name of the endpoint. */
    String nameKey();

    /** What failures are told apart by, null for a success. Allocates nothing but for a text that is too long. */
    @Nullable
    String error(RequestEvent request);

    /**
     * The attributes of a series.
     *
     * @param endpoint of its requests
     * @param status of its requests, or -1 where unknown
     * @param error as {@link #error} gave it
     */
    Attributes of(Endpoint endpoint, int status, @Nullable String error);
}
