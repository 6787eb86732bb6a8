package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.spi.Texts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/** Everything that is known of a request and does not grow without end. */
record LoadtestAttributes(Attributes common) implements RequestAttributes {

    @Override
    public String nameKey() {
        return "loadtest.request.name";
    }

    @Override
    public @Nullable String error(RequestEvent request) {
        String error = request.errorType();
        return error == null ? null : Texts.cut(error);
    }

    @Override
    public Attributes of(Endpoint endpoint, int status, @Nullable String error) {
        AttributesBuilder builder = common.toBuilder();
        builder.put(nameKey(), endpoint.name());
        putKnown(builder, "loadtest.request.method", endpoint.method());
        putKnown(builder, "loadtest.scenario", endpoint.scenario());
        putKnown(builder, "loadtest.group", endpoint.group());
        endpoint.tags().forEach((key, value) -> builder.put("loadtest.tag." + key, value));
        putKnown(builder, "error.type", error);
        if (status != RequestRecorder.UNKNOWN) {
            builder.put("http.response.status_code", (long) status);
        }
        return builder.build();
    }

    private static void putKnown(AttributesBuilder builder, String key, @Nullable String value) {
        if (value != null) {
            builder.put(key, value);
        }
    }
}
