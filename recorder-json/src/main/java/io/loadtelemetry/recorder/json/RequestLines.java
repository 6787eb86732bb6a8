package io.loadtelemetry.recorder.json;

import static io.loadtelemetry.recorder.json.CommonFields.ascii;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;

/**
 * The lines of single requests and iterations, which may be millions: written by hand, with everything that repeats
 * encoded once. Does not allocate, except for the first request of each endpoint. Not thread-safe.
 */
final class RequestLines {

    private static final byte[] START = ascii("\"start\":\"");
    private static final byte[] DURATION = ascii("\",\"duration_ms\":");
    private static final byte[] RESPONSE_TIME = ascii(",\"response_time_ms\":");
    private static final byte[] SUCCESS = ascii(",\"outcome\":\"success\"");
    private static final byte[] FAILURE = ascii(",\"outcome\":\"failure\",\"error_type\":");
    private static final byte[] STATUS_CODE = ascii(",\"status_code\":");
    private static final byte[] BYTES_SENT = ascii(",\"bytes_sent\":");
    private static final byte[] BYTES_RECEIVED = ascii(",\"bytes_received\":");

    private final byte[] beforeTime = CommonFields.beforeTime();
    private final byte[] request;
    private final byte[] iteration;
    private final TimeText time = new TimeText();
    private final TimeText start = new TimeText();
    private final PreparedFields endpoints = new PreparedFields();
    private final PreparedFields scenarios = new PreparedFields();

    RequestLines(CommonFields common) {
        request = common.afterTime("request", "request");
        iteration = common.afterTime("iteration", "iteration");
    }

    void write(LineBuffer out, RequestEvent event) {
        out.begin();
        out.put(beforeTime);
        time.put(out, event.end());
        out.put(request);
        out.put(endpoints.of(event.endpointIndex(), event.endpoint()));
        times(out, event.start(), event.duration());
        number(out, RESPONSE_TIME, event.responseTime(), true);
        String errorType = event.errorType();
        if (errorType == null) {
            out.put(SUCCESS);
        } else {
            out.put(FAILURE);
            JsonText.put(out, Bounds.name(errorType));
        }
        number(out, STATUS_CODE, event.statusCode(), false);
        number(out, BYTES_SENT, event.bytesSent(), false);
        number(out, BYTES_RECEIVED, event.bytesReceived(), false);
        out.put('}');
        out.end();
    }

    void write(LineBuffer out, IterationEvent event) {
        out.begin();
        out.put(beforeTime);
        time.put(out, event.end());
        out.put(iteration);
        out.put(scenarios.of(event.scenarioIndex(), event.scenario()));
        times(out, event.start(), event.duration());
        out.put('}');
        out.end();
    }

    private void times(LineBuffer out, long startTime, long duration) {
        out.put(START);
        start.put(out, startTime);
        out.put(DURATION);
        out.putMillis(duration);
    }

    private static void number(LineBuffer out, byte[] field, long value, boolean nanos) {
        if (value == RequestRecorder.UNKNOWN) {
            return;
        }
        out.put(field);
        if (nanos) {
            out.putMillis(value);
        } else {
            out.putNumber(value);
        }
    }
}
