package io.loadtelemetry.recorder.otel;

import io.loadtelemetry.api.Endpoint;
import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.testkit.RequestSample;

/** Requests for tests. */
final class Requests {

    static final long TIME = 1_767_323_045_000_000_000L;

    private Requests() {}

    static RequestSample success(Endpoint endpoint, int index, long nanos) {
        return new RequestSample(endpoint, index, TIME, TIME + nanos);
    }

    static RequestSample failure(Endpoint endpoint, int index, int status, String error) {
        return new RequestSample(
                endpoint,
                index,
                TIME,
                TIME + 1_000_000,
                RequestRecorder.UNKNOWN,
                error,
                status,
                RequestRecorder.UNKNOWN,
                RequestRecorder.UNKNOWN);
    }
}
