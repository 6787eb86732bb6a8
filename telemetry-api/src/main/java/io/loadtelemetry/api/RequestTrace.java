package io.loadtelemetry.api;

/**
 * The trace contexts of one virtual user's requests, one after the other: obtained once from {@link Telemetry#trace()} or
 * {@link IterationTrace#request()}, and used again for every request. Requests that are under way at one time need one
 * each. Not thread-safe; a request may end on another thread than it began, if the load tool hands it over safely.
 *
 * <pre>{@code
 * RequestTrace trace = telemetry.trace();                        // once per virtual user
 * trace.begin();
 * long start = telemetry.now();
 * // … the call, with the header traceparent: trace.traceparent() …
 * cart.success(trace, start, telemetry.now(), responseBytes);
 * }</pre>
 */
public interface RequestTrace extends TraceContext {

    /**
     * Makes the ids of the next request and decides whether its span is exported. A span that the application's own
     * OpenTelemetry tracer has made current on this thread is joined; else the iteration is the parent, where there is
     * one; else it is a trace of its own. Allocates nothing, waits for nothing, never throws.
     */
    void begin();

    /**
     * The value of the header {@code baggage} (W3C recommendation "Baggage") for a load tool that wants the system under
     * test to know whose requests these are: run id, test plan, and scenario where known. The same text at each call.
     *
     * @return for instance {@code loadtest.run.id=…,loadtest.test_plan=checkout-peak}
     */
    String baggage();
}
