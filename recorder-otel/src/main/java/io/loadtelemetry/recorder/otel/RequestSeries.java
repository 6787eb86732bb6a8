package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.event.RequestEvent;
import io.loadtelemetry.api.spi.RecorderContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of requests, prepared once per endpoint, status and error: building them for every request would cost
 * more than recording it. Bounded: an endpoint has at most {@value #MAX_OUTCOMES} outcomes of its own, and all together
 * no more than {@code max}; what comes after is counted in full, under {@value Endpoint#OTHER}.
 */
final class RequestSeries {

    /** So that looking one up stays a short walk. */
    static final int MAX_OUTCOMES = 64;

    private final RequestAttributes naming;
    private final int max;
    private final RecorderContext context;
    private final Outcome otherSuccess;
    private final Outcome otherFailure;

    /** The first outcome of each endpoint: nearly always the one that is looked for. */
    private Outcome[] byEndpoint = new Outcome[64];

    private int size = 2;

    RequestSeries(RequestAttributes naming, int max, RecorderContext context) {
        this.naming = naming;
        this.max = max;
        this.context = context;
        otherSuccess = outcome(Endpoint.OVERFLOW, RequestRecorder.UNKNOWN, null);
        otherFailure = outcome(Endpoint.OVERFLOW, RequestRecorder.UNKNOWN, Endpoint.OTHER);
    }

    Outcome of(RequestEvent request) {
        int index = request.endpointIndex();
        int status = request.statusCode();
        String error = naming.error(request);
        if (index >= byEndpoint.length) {
            byEndpoint = Arrays.copyOf(byEndpoint, Math.max(index + 1, byEndpoint.length * 2));
        }
        for (Outcome outcome = byEndpoint[index]; outcome != null; outcome = outcome.next()) {
            if (outcome.is(status, error)) {
                return outcome;
            }
        }
        return add(request.endpoint(), index, status, error);
    }

    private Outcome add(Endpoint endpoint, int index, int status, @Nullable String error) {
        Outcome first = byEndpoint[index];
        if (size >= max || (first != null && first.length() >= MAX_OUTCOMES)) {
            context.warn(
                    "series",
                    "more distinct outcomes of requests than OTLP series are kept (" + max + " in all, " + MAX_OUTCOMES
                            + " per endpoint); " + OneLine.of(endpoint.toString()) + " and what comes after is counted"
                            + " under " + naming.nameKey() + "=" + Endpoint.OTHER
                            + ". Use fewer request names and error"
                            + " types");
            return error == null ? otherSuccess : otherFailure;
        }
        Outcome outcome = outcome(endpoint, status, error);
        if (first == null) {
            byEndpoint[index] = outcome;
        } else {
            first.append(outcome);
        }
        size++;
        return outcome;
    }

    private Outcome outcome(Endpoint endpoint, int status, @Nullable String error) {
        return new Outcome(status, error, naming.of(endpoint, status, error));
    }
}
