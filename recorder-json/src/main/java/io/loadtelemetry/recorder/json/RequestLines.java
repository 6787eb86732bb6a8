package io.loadtelemetry.recorder.json;

import static io.loadtelemetry.recorder.json.CommonFields.ascii;

import io.loadtelemetry.api.RequestRecorder;
import io.loadtelemetry.api.TraceContext;
import io.loadtelemetry.api.event.IterationEvent;
import io.loadtelemetry.api.event.RequestEvent;
import org.jspecify.annotations.Nullable;

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

    private static final byte[] TRACE_ID = ascii(",\"trace_id\":\"");
    private static final byte[] SPAN_ID = ascii("\",\"span_id\":\"");
    private static final byte[] PARENT_SPAN_ID = ascii("\",\"parent_span_id\":\"");
    private static final byte[] SAMPLED = ascii("\",\"sampled\":true");
    private static final byte[] NOT_SAMPLED = ascii("\",\"sampled\":false");

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
        trace(out, event.trace());
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
        trace(out, event.trace());
        out.put('}');
        out.end();
    }

    private void times(LineBuffer out, long startTime, long duration) {
        out.put(START);
        start.put(out, startTime);
        out.put(DURATION);
        out.putMillis(duration);
    }

    private static void trace(LineBuffer out, @Nullable TraceContext trace) {
        if (trace == null) {
            return;
        }
        out.put(TRACE_ID);
        out.putHex(trace.traceIdHigh());
        out.putHex(trace.traceIdLow());
        out.put(SPAN_ID);
        out.putHex(trace.spanId());
        if (trace.parentSpanId() != 0) {
            out.put(PARENT_SPAN_ID);
            out.putHex(trace.parentSpanId());
        }
        out.put(trace.sampled() ? SAMPLED : NOT_SAMPLED);
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
