package io.loadtelemetry.api;

import org.jspecify.annotations.Nullable;

/**
 * Records the requests of one endpoint. Obtained once from {@link Telemetry#request(Endpoint)} and kept.
 *
 * <p>All methods may be called from any thread. They allocate nothing, take no lock, wait for nothing and never throw;
 * what cannot be taken is counted in {@link Telemetry#accounting()}. All times are those of {@link Telemetry#now()}:
 * nanoseconds since the Unix epoch. A tool that learns of a request when it is over may pass times of its own (for
 * instance milliseconds of the epoch times 1,000,000). An end before its start counts as a duration of 0.
 *
 * <p><b>Service time</b> is the time from the actual start to the end. <b>Response time</b> is the time from the
 * intended start to the end: what a user would have waited, which stays true when a slow system makes the load tool
 * start late (the problem named <i>coordinated omission</i> by Gil Tene). It is kept where an intended start is given.
 */
public interface RequestRecorder {

    /** Says that a number (a byte count, a status code, an intended start) is not known. */
    int UNKNOWN = -1;

    /**
     * Records a request with everything that is known of it.
     *
     * @param intendedStart when the request should have started, or {@link #UNKNOWN}
     * @param start when it started
     * @param end when it was over
     * @param statusCode the protocol's status code, or {@link #UNKNOWN}
     * @param errorType what failed, of low cardinality ({@code 503}, {@code timeout}, a class name), or null for a
     *     success; the meaning is that of the OpenTelemetry attribute {@code error.type}. Beyond a bounded number of
     *     distinct values it becomes {@code _OTHER}
     * @param bytesSent the size of the request, or {@link #UNKNOWN}
     * @param bytesReceived the size of the response, or {@link #UNKNOWN}
     */
    void record(
            long intendedStart,
            long start,
            long end,
            int statusCode,
            @Nullable String errorType,
            long bytesSent,
            long bytesReceived);

    /**
     * Records a request with its trace context and everything that is known of it. It need not have been {@linkplain
     * RequestTrace#begin() begun} before it started: what is only known when it is over can be begun then.
     *
     * @param trace its context; null, or one that is not valid, for none
     * @param intendedStart when the request should have started, or {@link #UNKNOWN}
     * @param start when it started
     * @param end when it was over
     * @param statusCode the protocol's status code, or {@link #UNKNOWN}
     * @param errorType what failed, or null for a success; see {@link #record(long, long, long, int, String, long, long)}
     * @param bytesSent the size of the request, or {@link #UNKNOWN}
     * @param bytesReceived the size of the response, or {@link #UNKNOWN}
     */
    default void record(
            @Nullable TraceContext trace,
            long intendedStart,
            long start,
            long end,
            int statusCode,
            @Nullable String errorType,
            long bytesSent,
            long bytesReceived) {
        record(intendedStart, start, end, statusCode, errorType, bytesSent, bytesReceived);
    }

    /**
     * Records a request that succeeded, with its trace context.
     *
     * @param trace its context, or null
     * @param start when it started
     * @param end when it was over
     * @param bytesReceived the size of the response, or {@link #UNKNOWN}
     */
    default void success(@Nullable TraceContext trace, long start, long end, long bytesReceived) {
        record(trace, UNKNOWN, start, end, UNKNOWN, null, UNKNOWN, bytesReceived);
    }

    /**
     * Records a request that failed, with its trace context.
     *
     * @param trace its context, or null
     * @param start when it started
     * @param end when it was over
     * @param errorType what failed, of low cardinality; see {@link #record(long, long, long, int, String, long, long)}
     * @param bytesReceived the size of the response, or {@link #UNKNOWN}
     */
    default void failure(@Nullable TraceContext trace, long start, long end, String errorType, long bytesReceived) {
        String type = errorType == null ? Endpoint.OTHER : errorType;
        record(trace, UNKNOWN, start, end, UNKNOWN, type, UNKNOWN, bytesReceived);
    }

    /**
     * Records a request that succeeded.
     *
     * @param start when it started
     * @param end when it was over
     */
    default void success(long start, long end) {
        record(UNKNOWN, start, end, UNKNOWN, null, UNKNOWN, UNKNOWN);
    }

    /**
     * Records a request that succeeded.
     *
     * @param start when it started
     * @param end when it was over
     * @param bytesReceived the size of the response, or {@link #UNKNOWN}
     */
    default void success(long start, long end, long bytesReceived) {
        record(UNKNOWN, start, end, UNKNOWN, null, UNKNOWN, bytesReceived);
    }

    /**
     * Records a request that failed.
     *
     * @param start when it started
     * @param end when it was over
     * @param errorType what failed, of low cardinality; see {@link #record(long, long, long, int, String, long, long)}
     */
    default void failure(long start, long end, String errorType) {
        failure(start, end, errorType, UNKNOWN);
    }

    /**
     * Records a request that failed.
     *
     * @param start when it started
     * @param end when it was over
     * @param errorType what failed, of low cardinality; see {@link #record(long, long, long, int, String, long, long)}
     * @param bytesReceived the size of the response, or {@link #UNKNOWN}
     */
    default void failure(long start, long end, String errorType, long bytesReceived) {
        // A failure without a type is still a failure: null must not turn it into a success.
        record(UNKNOWN, start, end, UNKNOWN, errorType == null ? Endpoint.OTHER : errorType, UNKNOWN, bytesReceived);
    }

    /**
     * What the requests are counted under.
     *
     * @return the endpoint, which is {@link Endpoint#OVERFLOW} where there were too many
     */
    Endpoint endpoint();
}
