package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.event.RequestEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/** Name and status: there is no attribute for a method, a scenario or an error type. */
record LocustAttributes(Attributes common) implements RequestAttributes {

    @Override
    public String nameKey() {
        return "endpoint";
    }

    /** All failures of a status share a series. */
    @Override
    public @Nullable String error(RequestEvent request) {
        return request.failed() ? Endpoint.OTHER : null;
    }

    @Override
    public Attributes of(Endpoint endpoint, int status, @Nullable String error) {
        AttributesBuilder builder = common.toBuilder().put(nameKey(), endpoint.name());
        if (status != RequestRecorder.UNKNOWN) {
            builder.put("status_code", (long) status);
        }
        return builder.build();
    }
}
