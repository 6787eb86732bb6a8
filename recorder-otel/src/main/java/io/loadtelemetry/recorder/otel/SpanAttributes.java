package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.event.RequestEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a request's span: those of its metric points, so that one leads to the other, and those of the
 * OpenTelemetry conventions for HTTP clients where they apply.
 */
final class SpanAttributes {

    static final String REASON = "loadtest.sampling.reason";

    /** The methods the convention knows; another one is {@code _OTHER} there, and ours says which. */
    private static final Set<String> HTTP =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE");

    private static final double NANOS = 1e9;

    /** Without those of the run: they are on the resource. */
    private static final LoadtestAttributes OF_METRICS = new LoadtestAttributes(Attributes.empty());

    private SpanAttributes() {}

    static Attributes of(RequestEvent request, String reason) {
        Endpoint endpoint = request.endpoint();
        AttributesBuilder attributes =
                OF_METRICS.of(endpoint, request.statusCode(), OF_METRICS.error(request)).toBuilder()
                        .put(REASON, reason);
        if (endpoint.method() != null && HTTP.contains(endpoint.method())) {
            attributes.put("http.request.method", endpoint.method());
            if (endpoint.name().startsWith("/")) {
                attributes.put("url.template", withoutQuery(endpoint.name()));
            }
        }
        putServer(
                attributes,
                endpoint.tags().get("server.address"),
                endpoint.tags().get("server.port"));
        if (request.responseTime() >= 0) {
            attributes.put(RequestInstruments.RESPONSE_TIME, request.responseTime() / NANOS);
        }
        putKnown(attributes, "loadtest.request.bytes_sent", request.bytesSent());
        putKnown(attributes, "loadtest.request.bytes_received", request.bytesReceived());
        return attributes.build();
    }

    private static void putServer(AttributesBuilder to, @Nullable String address, @Nullable String port) {
        if (address != null) {
            to.put("server.address", address);
        }
        if (port != null && port.matches("\\d{1,5}")) {
            to.put("server.port", Long.parseLong(port));
        }
    }

    private static String withoutQuery(String name) {
        int query = name.indexOf('?');
        return query < 0 ? name : name.substring(0, query);
    }

    private static void putKnown(AttributesBuilder to, String key, long value) {
        if (value >= 0) {
            to.put(key, value);
        }
    }
}
